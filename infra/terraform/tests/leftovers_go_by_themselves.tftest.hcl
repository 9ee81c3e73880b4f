# Uploads nobody finished after a day, dumps when their time is over.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

run "lifecycle" {
  command = plan

  assert {
    condition     = [for rule in azurerm_storage_management_policy.site.rule : rule.actions[0].base_blob[0].delete_after_days_since_creation_greater_than if contains(rule.filters[0].prefix_match, "incoming/")] == [1]
    error_message = "Uploads: one day."
  }

  assert {
    condition     = azurerm_storage_management_policy.backups.rule[0].enabled && azurerm_storage_management_policy.backups.rule[0].actions[0].base_blob[0].delete_after_days_since_creation_greater_than == var.backup_days
    error_message = "Dumps: backup_days."
  }

  assert {
    condition     = azurerm_storage_management_policy.backups.rule[0].actions[0].version[0].delete_after_days_since_creation == var.backup_days
    error_message = "Their older versions too."
  }

  assert {
    condition     = var.backup_days > var.backup_immutable_days
    error_message = "They are deleted after they can be."
  }
}
