# The platform admits one identity, and the handler looks at it once more.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

run "function" {
  command = plan

  assert {
    condition     = azurerm_function_app_flex_consumption.uploads.auth_settings_v2[0].auth_enabled && azurerm_function_app_flex_consumption.uploads.auth_settings_v2[0].require_authentication && azurerm_function_app_flex_consumption.uploads.auth_settings_v2[0].unauthenticated_action == "Return401"
    error_message = "Without a token: 401."
  }

  assert {
    condition     = azurerm_function_app_flex_consumption.uploads.auth_settings_v2[0].active_directory_v2[0].allowed_identities == tolist([azurerm_user_assigned_identity.api.principal_id])
    error_message = "One identity."
  }

  assert {
    condition     = azurerm_function_app_flex_consumption.uploads.app_settings["CALLER_PRINCIPAL_ID"] == azurerm_user_assigned_identity.api.principal_id
    error_message = "The handler knows which."
  }

  assert {
    condition     = contains(azurerm_function_app_flex_consumption.uploads.auth_settings_v2[0].active_directory_v2[0].allowed_audiences, var.internal_app_id) && azurerm_linux_web_app.api.app_settings["UPLOAD_FUNCTION_AUDIENCE"] == "api://${var.internal_app_id}"
    error_message = "The token is made out for us."
  }

  assert {
    condition     = azurerm_role_assignment.main["function_lets_upload"].scope == local.incoming_container && azurerm_role_assignment.main["function_borrows_keys"].scope == azurerm_storage_account.site.id
    error_message = "It can sign for incoming, and for nothing else."
  }
}
