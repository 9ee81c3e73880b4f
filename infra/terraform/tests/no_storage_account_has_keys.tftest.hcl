# A key that does not exist is never leaked, rotated or forgotten.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

mock_provider "azapi" {
  source = "./tests/mocks"
}

run "storage" {
  command = plan

  assert {
    condition     = alltrue([for account in [azurerm_storage_account.site, azurerm_storage_account.backups, azurerm_storage_account.function] : account.shared_access_key_enabled == false && account.local_user_enabled == false])
    error_message = "Every account is opened by identity only."
  }

  assert {
    condition     = alltrue([for account in [azurerm_storage_account.site, azurerm_storage_account.backups, azurerm_storage_account.function] : account.https_traffic_only_enabled && account.min_tls_version == "TLS1_2"])
    error_message = "Every account speaks TLS 1.2 or later."
  }

  assert {
    condition     = azapi_resource.uploads.body.properties.functionAppConfig.deployment.storage.authentication.type == "UserAssignedIdentity"
    error_message = "The function reaches its storage by identity."
  }

  assert {
    condition     = alltrue([for setting in azapi_resource.uploads.body.properties.siteConfig.appSettings : !strcontains(lower(setting.name), "key") && !strcontains(setting.value, "AccountKey")])
    error_message = "No setting of the function is a connection string."
  }

  assert {
    condition     = azurerm_log_analytics_workspace.main.local_authentication_enabled == false
    error_message = "Nor has the workspace a key."
  }
}
