# Nothing that people took away stays behind what is there now (개인정보 보호법 §21).
mock_provider "azurerm" {
  source = "./tests/mocks"
}

mock_provider "azapi" {
  source = "./tests/mocks"
}

run "storage" {
  command = plan

  assert {
    condition     = [for rule in azurerm_storage_management_policy.site.rule : rule.actions[0].base_blob[0].delete_after_days_since_creation_greater_than if contains(rule.filters[0].prefix_match, "incoming/")] == [1]
    error_message = "Uploads nobody finished: one day."
  }

  assert {
    condition     = !anytrue([for account in [azurerm_storage_account.site, azurerm_storage_account.backups] : account.blob_properties[0].versioning_enabled])
    error_message = "No versions: lifecycle rules act neither on $web nor under an immutability policy, so they would stay for ever."
  }

  assert {
    condition     = !anytrue([for prefix in flatten([for rule in azurerm_storage_management_policy.site.rule : rule.filters[0].prefix_match]) : startswith(prefix, "$")])
    error_message = "And no rule pretends to."
  }

  assert {
    condition     = alltrue([for account in [azurerm_storage_account.site, azurerm_storage_account.backups] : account.blob_properties[0].delete_retention_policy[0].days <= 30])
    error_message = "What is deleted can be brought back for a while, and no longer."
  }

  assert {
    condition     = azurerm_linux_web_app.api[local.first_app].app_settings["BACKUP_DAYS"] == tostring(var.backup_days) && var.backup_days > var.backup_immutable_days
    error_message = "The worker deletes dumps when their days are over, which is after it can."
  }
}
