# No secret is in a setting, in the state or in the repository.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

mock_provider "azapi" {
  source = "./tests/mocks"
}

run "settings" {
  command = plan

  assert {
    condition     = alltrue([for name, value in azurerm_linux_web_app.api[local.first_app].app_settings : startswith(value, "@Microsoft.KeyVault(SecretUri=${azurerm_key_vault.main.vault_uri}secrets/") if can(regex("(SECRET|_KEY|_URL)$", name)) && !contains(["BLOB_URL", "BACKUP_BLOB_URL", "UPLOAD_FUNCTION_URL", "SMS_URL"], name)])
    error_message = "Every setting that is a secret is a reference."
  }

  assert {
    condition     = tomap(output.app_settings) == azurerm_linux_web_app.api[local.first_app].app_settings
    error_message = "Releases give the apps these very settings."
  }

  assert {
    condition     = alltrue([for name in ["CUSTOMER_TOKEN_SECRET", "STAFF_TOKEN_SECRET", "FIELD_SECRET", "BACKUP_SECRET", "DATABASE_URL"] : startswith(azurerm_linux_web_app.api[local.first_app].app_settings[name], "@Microsoft.KeyVault(")])
    error_message = "These five are there, and references."
  }

  assert {
    condition     = length(distinct([for value in values(azurerm_linux_web_app.api[local.first_app].app_settings) : value if startswith(value, "@")])) == length([for value in values(azurerm_linux_web_app.api[local.first_app].app_settings) : value if startswith(value, "@")])
    error_message = "No two settings share a secret."
  }

  assert {
    condition     = azurerm_linux_web_app.api[local.first_app].key_vault_reference_identity_id == azurerm_user_assigned_identity.api.id
    error_message = "They are read by the app's own identity."
  }

  assert {
    condition     = azurerm_key_vault.main.rbac_authorization_enabled && azurerm_key_vault.main.purge_protection_enabled
    error_message = "The vault admits by role, and nobody can empty it for good."
  }
}
