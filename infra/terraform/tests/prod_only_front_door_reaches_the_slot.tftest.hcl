# A release that warms up is as closed as the one that runs.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

run "the_slot" {
  command = plan

  assert {
    condition     = azurerm_linux_web_app_slot.staging[0].site_config[0].ip_restriction_default_action == "Deny"
    error_message = "What is not named is refused."
  }

  assert {
    condition     = [for rule in azurerm_linux_web_app_slot.staging[0].site_config[0].ip_restriction : rule.headers[0].x_azure_fdid[0]] == [local.front_door.guid]
    error_message = "Our Front Door and nobody else."
  }
}
