# About 35 USD a month.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

run "sizes" {
  command = plan

  assert {
    condition     = azurerm_service_plan.main.sku_name == "B1" && azurerm_mysql_flexible_server.main.sku_name == "B_Standard_B1ms"
    error_message = "The smallest that hold the shop."
  }

  assert {
    condition     = length(azurerm_linux_web_app_slot.staging) == 0 && length(azurerm_application_insights_standard_web_test.shop) == 0 && length(azurerm_cdn_frontdoor_profile.own) == 0
    error_message = "No slot, no test from outside, no Front Door of its own."
  }

  assert {
    condition     = azurerm_consumption_budget_resource_group.main.amount <= 100
    error_message = "And somebody is told when it is more."
  }
}
