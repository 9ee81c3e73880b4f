# What is there before the rest can be: groups, the state's storage, GitHub's identities.
# An owner of the subscription applies it once, by hand (docs/OPERATIONS.md). It holds no secret.
terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source = "hashicorp/azurerm"
      # As in ../versions.tf, and for the same reason.
      version = "~> 4.73"
    }
  }
}

provider "azurerm" {
  subscription_id     = var.subscription_id
  storage_use_azuread = true

  # Registered here, once: the pipelines have no rights on the subscription.
  resource_provider_registrations = "none"
  resource_providers_to_register = [
    "Microsoft.AlertsManagement", "Microsoft.App", "Microsoft.Authorization", "Microsoft.Cdn", "Microsoft.Consumption", "Microsoft.DBforMySQL",
    "Microsoft.Insights", "Microsoft.KeyVault", "Microsoft.Logic", "Microsoft.ManagedIdentity", "Microsoft.Network",
    "Microsoft.OperationalInsights", "Microsoft.Resources", "Microsoft.Storage", "Microsoft.Web",
  ]

  features {
    storage {
      # Otherwise the account's queues are asked as soon as it is made, by somebody whose roles have not spread yet, and answer
      # 403 (terraform-provider-azurerm 33454).
      data_plane_available = false
    }
  }
}

locals {
  environments = toset(["dev", "prod"])
  suffix       = substr(sha1(var.subscription_id), 0, 6)
  # A shop that is built again beside a lost one has other names in everything that Azure will not give twice.
  generation = var.generation == 1 ? "" : "-${var.generation}"
  tags = merge(var.tags, {
    application = "mngshop"
    environment = "shared"
    managed_by  = "terraform"
    repository  = var.repository
  })
}

resource "azurerm_resource_group" "state" {
  name     = "rg-mngshop-state${local.generation}"
  location = var.location
  tags     = local.tags
}

resource "azurerm_resource_group" "environment" {
  for_each = local.environments
  name     = "rg-mngshop-${each.key}${local.generation}"
  location = var.location
  tags     = merge(local.tags, { environment = each.key })
}

resource "azurerm_storage_account" "state" {
  name                     = "mngshopstate${local.suffix}${var.generation == 1 ? "" : var.generation}"
  resource_group_name      = azurerm_resource_group.state.name
  location                 = var.location
  account_tier             = "Standard"
  account_kind             = "StorageV2"
  account_replication_type = "GRS"
  tags                     = local.tags

  shared_access_key_enabled       = false
  default_to_oauth_authentication = true
  allow_nested_items_to_be_public = false
  local_user_enabled              = false
  https_traffic_only_enabled      = true
  min_tls_version                 = "TLS1_2"

  blob_properties {
    versioning_enabled = true
    delete_retention_policy {
      days = 90
    }
    container_delete_retention_policy {
      days = 90
    }
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "azurerm_storage_container" "state" {
  for_each              = setunion(local.environments, ["bootstrap"])
  name                  = each.key
  storage_account_id    = azurerm_storage_account.state.id
  container_access_type = "private"
}

# The last release that was good lies beside the state, for the way back; its earlier versions go after a month.
resource "azurerm_storage_management_policy" "state" {
  storage_account_id = azurerm_storage_account.state.id

  rule {
    name    = "releases-before"
    enabled = true
    filters {
      blob_types   = ["blockBlob"]
      prefix_match = [for name in local.environments : "${azurerm_storage_container.state[name].name}/released/"]
    }
    actions {
      version {
        delete_after_days_since_creation = 30
      }
    }
  }
}
