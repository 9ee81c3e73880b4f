# Issuer and audience admit a whole tenant; the object id admits one identity.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

mock_provider "azapi" {
  source = "./tests/mocks"
}

run "workflow" {
  command = plan

  assert {
    condition     = tomap({ for claim in one(azurerm_logic_app_workflow.sms[0].access_control[0].trigger[0].open_authentication_policy).claim : claim.name => claim.value }) == tomap({ iss = local.token_issuer, aud = var.internal_app_id, oid = azurerm_user_assigned_identity.api.principal_id })
    error_message = "iss, aud and oid."
  }

  assert {
    condition     = !strcontains(azurerm_linux_web_app.api[local.first_app].app_settings["SMS_URL"], "sig=")
    error_message = "The address the app has carries no signature."
  }

  assert {
    condition     = strcontains(azurerm_logic_app_trigger_custom.sms[0].body, "IncludeAuthorizationHeadersInOutputs") && strcontains(azurerm_logic_app_trigger_custom.sms[0].body, "startsWith(coalesce(triggerOutputs()")
    error_message = "A call by signature instead of a token is not run."
  }

  assert {
    condition     = azurerm_linux_web_app.api[local.first_app].app_settings["SMS_AUDIENCE"] == "api://${var.internal_app_id}"
    error_message = "The app asks for the token that is admitted."
  }
}
