# backend/src/notifications/sms-workflow.test.ts plays workflows/sms.json through; this is what is deployed.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

mock_provider "azapi" {
  source = "./tests/mocks"
}

run "workflow" {
  command = plan

  assert {
    condition     = jsondecode(azurerm_logic_app_action_custom.sms_deliver[0].body) == jsondecode(file("./workflows/sms.json")).actions.deliver
    error_message = "The same delivery."
  }

  assert {
    condition     = jsondecode(azurerm_logic_app_action_custom.sms_say_it_failed[0].body) == jsondecode(file("./workflows/sms.json")).actions.say_it_failed
    error_message = "The same answer when it fails."
  }

  assert {
    condition     = jsondecode(azurerm_logic_app_trigger_custom.sms[0].body) == jsondecode(file("./workflows/sms.json")).triggers.request
    error_message = "The same door."
  }

  assert {
    condition     = azurerm_role_assignment.sms_reads_its_key[0].scope == "${azurerm_key_vault.main.id}/secrets/sms-provider"
    error_message = "It reads one secret of the vault."
  }

  assert {
    condition     = toset(keys(azurerm_logic_app_workflow.sms[0].parameters)) == toset(["provider", "title", "vaultUri"])
    error_message = "No secret is a parameter: it would be in the state."
  }
}
