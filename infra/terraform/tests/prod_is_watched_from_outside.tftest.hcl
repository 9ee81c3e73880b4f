# A shop that gets no requests counts no errors.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

mock_provider "azapi" {
  source = "./tests/mocks"
}

run "web_test" {
  command = plan

  assert {
    condition     = azurerm_application_insights_standard_web_test.shop[0].request[0].url == "https://www.mngshop.example/api/customer/universities"
    error_message = "Through Front Door, the app and the database."
  }

  assert {
    condition     = length(azurerm_application_insights_standard_web_test.shop[0].geo_locations) >= 3 && azurerm_monitor_metric_alert.shop_is_away[0].application_insights_web_test_location_availability_criteria[0].failed_location_count == 2
    error_message = "Two places of three must agree."
  }

  assert {
    condition     = azurerm_application_insights_standard_web_test.shop[0].validation_rules[0].ssl_cert_remaining_lifetime >= 7
    error_message = "A certificate that ends is told a week before."
  }

  assert {
    condition     = azurerm_monitor_metric_alert.shop_is_away[0].severity == 0 && length(azurerm_monitor_metric_alert.shop_is_away[0].action) == 1
    error_message = "And it wakes somebody."
  }
}
