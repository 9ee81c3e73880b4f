# Nobody pays by a simulator, and nobody finds the shop under a second address.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

mock_provider "azapi" {
  source = "./tests/mocks"
}

run "front_door" {
  command = plan

  assert {
    condition     = !anytrue([for path in azurerm_cdn_frontdoor_route.api[0].patterns_to_match : strcontains(path, "simulator")])
    error_message = "No way to a simulator."
  }

  assert {
    condition     = alltrue([for route in [azurerm_cdn_frontdoor_route.api[0], azurerm_cdn_frontdoor_route.assets[0], azurerm_cdn_frontdoor_route.pages[0]] : route.link_to_default_domain == false && length(route.cdn_frontdoor_custom_domain_ids) == 1])
    error_message = "Our domain only."
  }

  assert {
    condition     = azurerm_cdn_frontdoor_custom_domain.main[0].tls[0].minimum_version == "TLS12"
    error_message = "TLS 1.2 or later."
  }
}
