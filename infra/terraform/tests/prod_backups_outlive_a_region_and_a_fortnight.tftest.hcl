# A mistake that is noticed late, and a region that burns.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

mock_provider "azapi" {
  source = "./tests/mocks"
}

run "database" {
  command = plan

  assert {
    condition     = azurerm_mysql_flexible_server.main.backup_retention_days >= 14
    error_message = "14 days or more."
  }

  assert {
    condition     = azurerm_mysql_flexible_server.main.geo_redundant_backup_enabled
    error_message = "In Korea South too."
  }

  assert {
    condition     = azurerm_storage_account.backups.account_replication_type == "RAGRS" && azurerm_storage_account.site.account_replication_type == "RAGRS"
    error_message = "The dumps and the pictures too, and they can be read there while this region is away."
  }

  assert {
    condition     = length(azurerm_storage_account.backups.network_rules[0].ip_rules) > 0
    error_message = "By the operators themselves: on that day nobody may be able to let them in."
  }

  assert {
    condition     = azurerm_mysql_flexible_server.main.storage[0].auto_grow_enabled
    error_message = "A full disk would stop the shop."
  }
}
