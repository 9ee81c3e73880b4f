# Otherwise the app would be locked out of its database.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

run "raised" {
  command = plan

  variables {
    database_password_version = 7
  }

  assert {
    condition     = azurerm_mysql_flexible_server.main.administrator_password_wo_version == 7 && azurerm_key_vault_secret.database_url.value_wo_version == 7
    error_message = "Both have the version that was raised."
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
