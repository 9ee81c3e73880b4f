terraform {
  # 1.11: write-only arguments, by which no password is ever kept in the state.
  required_version = ">= 1.11"

  required_providers {
    # Not 5: it takes service_endpoints from the subnet and two arguments from the private DNS zone's link, and what stands in
    # for them is not in 4.81, so no one text is valid under both; and the whole of Front Door's rules in one resource
    # (azurerm_cdn_frontdoor_batch_rule_set, 4.81) is not in the schema this is tested against. docs/decisions/0031 has the list.
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.73"
    }
    # For the function app alone (function.tf says why).
    azapi = {
      source  = "Azure/azapi"
      version = "~> 2.11"
    }
  }

  # The rest by -backend-config (README.md): one container per environment, opened by identity, never by a key.
  backend "azurerm" {
    use_azuread_auth = true
    key              = "mngshop.tfstate"
  }
}

provider "azapi" {
  subscription_id = var.subscription_id
}

provider "azurerm" {
  subscription_id     = var.subscription_id
  storage_use_azuread = true

  # bootstrap/ registers them: the pipeline's identity has no rights on the subscription.
  resource_provider_registrations = "none"

  features {
    key_vault {
      purge_soft_delete_on_destroy    = false
      recover_soft_deleted_key_vaults = true
    }
    storage {
      # The backups' account answers the app's subnet only; it is managed through Azure's own API.
      data_plane_available = false
    }
    template_deployment {
      delete_nested_items_during_deletion = true
    }
  }
}
