# The firewall rule 0.0.0.0 would admit all of Azure: there is no public address at all.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

mock_provider "azapi" {
  source = "./tests/mocks"
}

run "network" {
  command = plan

  assert {
    condition     = azurerm_mysql_flexible_server.main.public_network_access == "Disabled"
    error_message = "No public address."
  }

  assert {
    condition     = azurerm_mysql_flexible_server.main.delegated_subnet_id == azurerm_subnet.database.id
    error_message = "It stands in our network."
  }

  assert {
    condition     = azurerm_linux_web_app.api[local.first_app].virtual_network_subnet_id == azurerm_subnet.app.id
    error_message = "And so does the app."
  }

  assert {
    condition     = azurerm_subnet.database.delegation[0].service_delegation[0].name == "Microsoft.DBforMySQL/flexibleServers" && azurerm_subnet.app.delegation[0].service_delegation[0].name == "Microsoft.Web/serverFarms"
    error_message = "Each subnet is lent to its service."
  }

  assert {
    condition     = azurerm_private_dns_zone_virtual_network_link.database.virtual_network_id == azurerm_virtual_network.main.id
    error_message = "The app finds it by name."
  }
}
