# Below 40 USD a month (README.md has the sum).
mock_provider "azurerm" {
  source = "./tests/mocks"
}

mock_provider "azapi" {
  source = "./tests/mocks"
}

run "sizes" {
  command = plan

  assert {
    condition     = azurerm_service_plan.main.sku_name == "B1" && azurerm_mysql_flexible_server.main.sku_name == "B_Standard_B1ms"
    error_message = "The smallest that hold the shop."
  }

  assert {
    condition     = length(azurerm_linux_web_app.api) == 1 && length(azurerm_application_insights_standard_web_test.shop) == 0 && length(azurerm_cdn_frontdoor_profile.main) == 0
    error_message = "One app, no test from outside, no Front Door."
  }

  assert {
    condition     = azurerm_consumption_budget_resource_group.main[0].amount <= 100
    error_message = "And somebody is told when it is more."
  }
}
