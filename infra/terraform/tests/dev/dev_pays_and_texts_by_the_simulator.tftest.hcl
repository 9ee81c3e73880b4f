# Bootpay's sandbox charges real cards, and a text message cannot be taken back.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

mock_provider "azapi" {
  source = "./tests/mocks"
}

run "outside" {
  command = plan

  assert {
    condition     = contains(local.api_paths, "/_simulator/*")
    error_message = "The simulator's window can be reached."
  }

  assert {
    condition     = alltrue([for name in ["BOOTPAY_CLIENT_KEY", "BOOTPAY_SECRET_KEY", "SMS_URL", "SMS_AUDIENCE", "SLACK_WEBHOOK_URL"] : !contains(keys(azurerm_linux_web_app.api[local.first_app].app_settings), name)])
    error_message = "No key of anything real."
  }

  assert {
    condition     = azurerm_linux_web_app.api[local.first_app].app_settings["APP_ENV"] == "dev" && length(azurerm_logic_app_workflow.sms) == 0 && length(azurerm_logic_app_workflow.slack) == 0
    error_message = "And no workflow that would use one."
  }
}
