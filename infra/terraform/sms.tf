# Text messages through NHN Cloud: workflows/sms.json, as Azure's designer shows it. The app calls it with its identity's token.
locals {
  sms = jsondecode(file("${path.module}/workflows/sms.json"))
  # Without the trigger's signature: an address that opens nothing by itself.
  sms_url = var.real_sms ? "${azurerm_logic_app_workflow.sms[0].access_endpoint}/triggers/${local.sms_trigger}/paths/invoke?api-version=2016-10-01" : ""

  sms_trigger = "request"
}

resource "azurerm_logic_app_workflow" "sms" {
  count               = var.real_sms ? 1 : 0
  name                = "logic-sms-${local.name}"
  resource_group_name = local.resource_group
  location            = var.location
  tags                = local.tags

  identity {
    type = "SystemAssigned"
  }

  # No secret among them: the workflow reads NHN's keys from the vault when it runs, so they are in no state and no history.
  workflow_parameters = { for name in keys(local.sms_parameters) : name => jsonencode({ type = "String" }) }
  parameters          = local.sms_parameters

  # Issuer and audience admit every identity of our tenant; the object id admits one.
  access_control {
    trigger {
      open_authentication_policy {
        name = "the-api"
        claim {
          name  = "iss"
          value = local.token_issuer
        }
        claim {
          name  = "aud"
          value = var.internal_app_id
        }
        claim {
          name  = "oid"
          value = azurerm_user_assigned_identity.api.principal_id
        }
      }
    }
  }
}

locals {
  sms_parameters = {
    vaultUri = azurerm_key_vault.main.vault_uri
    provider = "https://api-sms.cloud.toast.com"
    title    = "MNG샵" # long messages must have one
  }
}

resource "azurerm_logic_app_trigger_custom" "sms" {
  count        = var.real_sms ? 1 : 0
  name         = local.sms_trigger
  logic_app_id = azurerm_logic_app_workflow.sms[0].id
  body         = jsonencode(local.sms.triggers[local.sms_trigger])
}

resource "azurerm_logic_app_action_custom" "sms_deliver" {
  count        = var.real_sms ? 1 : 0
  name         = "deliver"
  logic_app_id = azurerm_logic_app_workflow.sms[0].id
  body         = jsonencode(local.sms.actions.deliver)

  depends_on = [azurerm_logic_app_trigger_custom.sms]
}

# Runs after the one above failed, so it comes after it here too.
resource "azurerm_logic_app_action_custom" "sms_say_it_failed" {
  count        = var.real_sms ? 1 : 0
  name         = "say_it_failed"
  logic_app_id = azurerm_logic_app_workflow.sms[0].id
  body         = jsonencode(local.sms.actions.say_it_failed)

  depends_on = [azurerm_logic_app_action_custom.sms_deliver]
}

resource "azurerm_role_assignment" "sms_reads_its_key" {
  count                = var.real_sms ? 1 : 0
  scope                = azurerm_key_vault_secret.to_be_put["sms-provider"].resource_versionless_id
  role_definition_name = "Key Vault Secrets User"
  principal_id         = azurerm_logic_app_workflow.sms[0].identity[0].principal_id
  principal_type       = "ServicePrincipal"
}
