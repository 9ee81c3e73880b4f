# The platform admits one identity, and the handler looks at it once more.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

mock_provider "azapi" {
  source = "./tests/mocks"
}

run "function" {
  command = plan

  assert {
    condition     = azapi_update_resource.uploads_callers.body.properties.platform.enabled && azapi_update_resource.uploads_callers.body.properties.globalValidation == { requireAuthentication = true, unauthenticatedClientAction = "Return401" } && azapi_update_resource.uploads_callers.name == "authsettingsV2"
    error_message = "Without a token: 401."
  }

  assert {
    condition     = azapi_update_resource.uploads_callers.body.properties.identityProviders.azureActiveDirectory.validation.defaultAuthorizationPolicy == { allowedApplications = [azurerm_user_assigned_identity.api.client_id], allowedPrincipals = { identities = [azurerm_user_assigned_identity.api.principal_id] } }
    error_message = "One identity."
  }

  assert {
    condition     = local.function_settings["CALLER_PRINCIPAL_ID"] == azurerm_user_assigned_identity.api.principal_id
    error_message = "The handler knows which."
  }

  assert {
    condition     = contains(azapi_update_resource.uploads_callers.body.properties.identityProviders.azureActiveDirectory.validation.allowedAudiences, var.internal_app_id) && azurerm_linux_web_app.api[local.first_app].app_settings["UPLOAD_FUNCTION_AUDIENCE"] == "api://${var.internal_app_id}"
    error_message = "The token is made out for us."
  }

  assert {
    condition     = azurerm_role_assignment.main["function_lets_upload"].scope == local.incoming_container && azurerm_role_assignment.main["function_borrows_keys"].scope == azurerm_storage_account.site.id
    error_message = "It can sign for incoming, and for nothing else."
  }
}
