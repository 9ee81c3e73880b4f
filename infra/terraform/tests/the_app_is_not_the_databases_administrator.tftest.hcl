# Each of the three users does what it is for; the administrator makes them, and is then out of reach.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

mock_provider "azapi" {
  source = "./tests/mocks"
}

run "in_daily_life" {
  command = plan

  assert {
    condition     = toset([for name, value in azurerm_linux_web_app.api[local.first_app].app_settings : name if strcontains(value, "database") || strcontains(value, "-url/)")]) == toset(concat(["DATABASE_URL", "MIGRATION_DATABASE_URL", "BACKUP_DATABASE_URL"], var.real_slack ? ["SLACK_WEBHOOK_URL"] : []))
    error_message = "The app is given three addresses, none of them the administrator's."
  }

  assert {
    condition     = !anytrue([for name, role in azurerm_role_assignment.main : strcontains(name, "admin") || role.scope == azurerm_key_vault.main.id])
    error_message = "Nor can its identity read that one, or the vault as a whole."
  }

  assert {
    condition     = local.database_users == { "database-admin-url" = "mngshop", "database-url" = "mngshop_app", "migration-database-url" = "mngshop_migrations", "backup-database-url" = "mngshop_backups" }
    error_message = "Each address has a user of its own."
  }
}

run "while_the_users_are_made" {
  command = plan

  variables {
    database_setup = true
  }

  assert {
    condition     = azurerm_linux_web_app.api[local.first_app].app_settings["DATABASE_ADMIN_URL"] == local.secret_reference["database-admin-url"] && azurerm_role_assignment.main["api_reads_database_admin_url"].role_definition_name == "Key Vault Secrets User"
    error_message = "Then, and only then, it can."
  }
}
