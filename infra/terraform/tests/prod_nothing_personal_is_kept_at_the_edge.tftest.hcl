# Assets for a year, pages for a minute, answers of the API never.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

mock_provider "azapi" {
  source = "./tests/mocks"
}

run "caching" {
  command = plan

  assert {
    condition     = length(azurerm_cdn_frontdoor_route.api[0].cache) == 0
    error_message = "The API's answers are one person's."
  }

  assert {
    condition     = [for action in flatten([for rule in jsondecode(azurerm_resource_group_template_deployment.rules[0].parameters_content).rules.value : rule.actions if startswith(rule.ruleSet, "Pages")]) : action.parameters.cacheConfiguration.cacheDuration if action.name == "RouteConfigurationOverride"] == ["00:01:00"]
    error_message = "Pages: a minute."
  }

  assert {
    condition     = [for action in flatten([for rule in jsondecode(azurerm_resource_group_template_deployment.rules[0].parameters_content).rules.value : rule.actions if startswith(rule.ruleSet, "Assets")]) : action.parameters.cacheConfiguration.cacheDuration if action.name == "RouteConfigurationOverride"] == ["365.00:00:00"]
    error_message = "Hashed assets and pictures: a year."
  }

  assert {
    condition     = azurerm_cdn_frontdoor_route.pages[0].cache[0].compression_enabled && azurerm_cdn_frontdoor_route.assets[0].cache[0].compression_enabled
    error_message = "Both compressed."
  }

  assert {
    condition     = toset(azurerm_cdn_frontdoor_route.assets[0].patterns_to_match) == toset(["/_astro/*", "/images/*"])
    error_message = "Only what never changes under its name."
  }
}
