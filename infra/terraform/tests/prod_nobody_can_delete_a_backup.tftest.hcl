# Whoever takes over the app must not take the backups too.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

mock_provider "azapi" {
  source = "./tests/mocks"
}

run "dumps" {
  command = plan

  assert {
    condition     = azurerm_storage_container_immutability_policy.backups[0].immutability_period_in_days >= 7
    error_message = "Not within a week."
  }

  assert {
    condition     = azurerm_storage_container_immutability_policy.backups[0].storage_container_resource_manager_id == azurerm_storage_container.backups.id
    error_message = "It is the backups' container."
  }

  assert {
    condition     = azurerm_storage_account.backups.blob_properties[0].delete_retention_policy[0].days >= 14 && azurerm_storage_account.backups.blob_properties[0].container_delete_retention_policy[0].days >= 14
    error_message = "What is deleted comes back for two weeks or more."
  }
}

run "for_good" {
  command = plan

  variables {
    backup_immutability_locked = true
  }

  assert {
    condition     = azurerm_storage_container_immutability_policy.backups[0].locked
    error_message = "On purpose it can be locked."
  }
}

run "nothing_to_lock" {
  command = plan

  variables {
    environment                = "dev"
    backup_immutable_days      = 0
    backup_immutability_locked = true
  }

  expect_failures = [var.backup_immutability_locked]
}
