# Otherwise the app would be locked out of its database.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

mock_provider "azapi" {
  source = "./tests/mocks"
}

run "raised" {
  command = plan

  variables {
    database_password_version = 7
  }

  assert {
    condition     = azurerm_mysql_flexible_server.main.administrator_password_wo_version == 7 && alltrue([for secret in azurerm_key_vault_secret.database : secret.value_wo_version == 7])
    error_message = "Both have the version that was raised."
  }

  assert {
    condition     = endswith(azurerm_linux_web_app.api[local.first_app].app_settings["SECRETS_REVISION"], "/7")
    error_message = "And the apps start again to read it: App Service keeps what it read for a day."
  }
}

run "too_weak" {
  command = plan

  variables {
    database_password = "short"
  }

  expect_failures = [var.database_password]
}

run "to_be_encoded" {
  command = plan

  variables {
    database_password = "Aa1-with/a@sign-that-breaks-an-address"
  }

  expect_failures = [var.database_password]
}

run "another_secret_was_put" {
  command = plan

  variables {
    secrets_revision = 2
  }

  assert {
    condition     = startswith(azurerm_linux_web_app.api[local.first_app].app_settings["SECRETS_REVISION"], "2/")
    error_message = "That restarts them too."
  }
}

run "after_a_restore_into_a_new_server" {
  command = plan

  variables {
    database_server_name = "mysql-restored-20261127"
  }

  assert {
    condition     = azurerm_mysql_flexible_server.main.name == "mysql-restored-20261127"
    error_message = "The server is the restored one, and the addresses in the vault, which follow the server, are its own: no rotation brings the old one's back."
  }
}
