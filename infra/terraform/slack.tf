# Alerts to Slack: Azure's payload is not Slack's, so a workflow puts it into words (workflows/slack.json).
locals {
  slack = jsondecode(file("${path.module}/workflows/slack.json"))
}

resource "azurerm_logic_app_workflow" "slack" {
  count               = var.real_slack ? 1 : 0
  name                = "logic-slack-${local.name}"
  resource_group_name = local.resource_group
  location            = var.location
  tags                = local.tags

  identity {
    type = "SystemAssigned"
  }

  workflow_parameters = { for name in ["vaultUri", "environment", "runBook"] : name => jsonencode({ type = "String" }) }
  parameters = {
    vaultUri    = azurerm_key_vault.main.vault_uri
    environment = var.environment
    runBook     = local.run_book
  }
}

# Its address carries a signature and is in the state: whoever has it can write to our alert channel, and nothing more.
resource "azurerm_logic_app_trigger_custom" "slack" {
  count        = var.real_slack ? 1 : 0
  name         = "alert"
  logic_app_id = azurerm_logic_app_workflow.slack[0].id
  body         = jsonencode(local.slack.triggers.alert)
}

resource "azurerm_logic_app_action_custom" "slack_read_address" {
  count        = var.real_slack ? 1 : 0
  name         = "read_address"
  logic_app_id = azurerm_logic_app_workflow.slack[0].id
  body         = jsonencode(local.slack.actions.read_address)

  depends_on = [azurerm_logic_app_trigger_custom.slack]
}

resource "azurerm_logic_app_action_custom" "slack_tell" {
  count        = var.real_slack ? 1 : 0
  name         = "is_it_a_budget"
  logic_app_id = azurerm_logic_app_workflow.slack[0].id
  body         = jsonencode(local.slack.actions.is_it_a_budget)

  depends_on = [azurerm_logic_app_action_custom.slack_read_address]
}

resource "azurerm_role_assignment" "slack_reads_its_address" {
  count                = var.real_slack ? 1 : 0
  scope                = azurerm_key_vault_secret.to_be_put["slack-webhook-url"].resource_versionless_id
  role_definition_name = "Key Vault Secrets User"
  principal_id         = azurerm_logic_app_workflow.slack[0].identity[0].principal_id
  principal_type       = "ServicePrincipal"
}
