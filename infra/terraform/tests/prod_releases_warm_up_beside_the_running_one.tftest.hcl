# Two apps on one plan; which of them visitors see is changed by a release, not by Terraform.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

mock_provider "azapi" {
  source = "./tests/mocks"
}

run "two" {
  command = plan

  assert {
    condition     = toset(keys(azurerm_linux_web_app.api)) == toset(["blue", "green"]) && length(distinct([for app in azurerm_linux_web_app.api : app.service_plan_id])) == 1
    error_message = "Two apps, one plan."
  }

  assert {
    condition     = azurerm_linux_web_app.api["blue"].app_settings == azurerm_linux_web_app.api["green"].app_settings
    error_message = "They differ in nothing."
  }

  assert {
    condition     = alltrue([for app in azurerm_linux_web_app.api : app.site_config[0].ip_restriction_default_action == "Deny" && [for rule in app.site_config[0].ip_restriction : rule.headers[0].x_azure_fdid[0]] == [local.front_door_guid[0]]])
    error_message = "The one that warms up is as closed as the one that runs."
  }

  assert {
    condition     = alltrue([for app in azurerm_linux_web_app.api : app.app_settings["WEBSITE_WARMUP_PATH"] == "/readyz" && app.app_settings["WEBSITE_WARMUP_STATUSES"] == "200"])
    error_message = "It is not taken for started before its database and migrations are there."
  }

  assert {
    condition     = alltrue([for route in azurerm_cdn_frontdoor_route.app : toset(route.patterns_to_match) == toset(["/healthz", "/readyz"]) && length(route.cache) == 0])
    error_message = "Each has a door for two questions, and for nothing else."
  }

  assert {
    condition     = alltrue([for colour in ["blue", "green"] : azurerm_cdn_frontdoor_origin.api[colour].host_name == azurerm_linux_web_app.api[colour].default_hostname && output.apps[colour].origin_group == azurerm_cdn_frontdoor_origin_group.main[colour].name])
    error_message = "Each has an origin group of its own, which releases are told."
  }
}
