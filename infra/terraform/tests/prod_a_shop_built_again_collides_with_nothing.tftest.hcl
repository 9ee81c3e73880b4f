# After the loss of a region the old names are still taken, some of them for months.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

mock_provider "azapi" {
  source = "./tests/mocks"
}

run "again" {
  command = plan

  variables {
    generation = 2
    location   = "koreasouth"
  }

  assert {
    condition     = alltrue([for name in concat([azurerm_key_vault.main.name, azurerm_mysql_flexible_server.main.name, azurerm_storage_account.site.name, azurerm_storage_account.backups.name, azurerm_storage_account.function.name, azapi_resource.uploads.name], [for app in azurerm_linux_web_app.api : app.name]) : strcontains(name, "${substr(sha1(var.subscription_id), 0, 6)}2")])
    error_message = "What the whole of Azure shares has the new number."
  }

  assert {
    condition     = data.azurerm_resource_group.main.name == "rg-mngshop-${var.environment}-2" && endswith(azurerm_virtual_network.main.name, "-2")
    error_message = "And it stands in a group of its own."
  }

  assert {
    condition     = alltrue([for name in [azurerm_storage_account.site.name, azurerm_storage_account.backups.name, azurerm_storage_account.function.name] : length(name) <= 24]) && length(azurerm_key_vault.main.name) <= 24 && azurerm_mysql_flexible_server.main.location == "koreasouth"
    error_message = "Within what Azure allows, in the other region."
  }
}
