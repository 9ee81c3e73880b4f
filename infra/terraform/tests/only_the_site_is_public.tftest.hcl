# What the static website serves is for everybody; nothing else in any account is.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

mock_provider "azapi" {
  source = "./tests/mocks"
}

run "containers" {
  command = plan

  assert {
    condition     = alltrue([for account in [azurerm_storage_account.site, azurerm_storage_account.backups, azurerm_storage_account.function] : account.allow_nested_items_to_be_public == false])
    error_message = "No container can be made public, not even by mistake."
  }

  assert {
    condition     = alltrue([for container in [azurerm_storage_container.incoming, azurerm_storage_container.backups, azurerm_storage_container.function] : container.container_access_type == "private"])
    error_message = "Uploads, backups and packages are private."
  }

  assert {
    condition     = azurerm_storage_account_static_website.site.storage_account_id == azurerm_storage_account.site.id
    error_message = "The website is the site's account."
  }

  assert {
    condition     = azurerm_storage_container.backups.storage_account_id == azurerm_storage_account.backups.id
    error_message = "Backups are in an account of their own."
  }

  assert {
    condition     = azurerm_storage_account.backups.network_rules[0].default_action == "Deny" && toset(azurerm_storage_account.backups.network_rules[0].virtual_network_subnet_ids) == toset([azurerm_subnet.app.id]) && toset(azurerm_storage_account.backups.network_rules[0].ip_rules) == toset(var.backup_allowed_addresses)
    error_message = "Backups answer the app's subnet, and the addresses that are named."
  }
}
