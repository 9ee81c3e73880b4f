# The app serves everything on its own address; the edge is one variable away.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

mock_provider "azapi" {
  source = "./tests/mocks"
}

run "without" {
  command = plan

  assert {
    condition     = azurerm_linux_web_app.api["only"].site_config[0].ip_restriction_default_action == "Allow" && length(azurerm_linux_web_app.api["only"].site_config[0].ip_restriction) == 0
    error_message = "It answers by itself."
  }

  assert {
    condition     = output.public_origin == "https://${azurerm_linux_web_app.api["only"].name}.azurewebsites.net"
    error_message = "On the name that Azure gives it."
  }

  assert {
    condition     = azurerm_linux_web_app.api["only"].app_settings["TRUST_PROXY"] == "1"
    error_message = "Behind one proxy, App Service's own: a second one would be believed to be whoever it says."
  }

  assert {
    condition     = output.front_door == null && length(azurerm_cdn_frontdoor_rule_set.main) == 0 && length(azurerm_cdn_frontdoor_firewall_policy.main) == 0
    error_message = "Nothing of an edge is made or paid."
  }
}

run "rehearsed" {
  command = plan

  variables {
    edge = true
  }

  assert {
    condition     = azurerm_cdn_frontdoor_profile.main[0].resource_group_name == local.resource_group && azurerm_resource_group_template_deployment.rules[0].resource_group_name == local.resource_group
    error_message = "All of it in dev's own group: dev cannot touch production's."
  }

  assert {
    condition     = azurerm_linux_web_app.api["only"].site_config[0].ip_restriction_default_action == "Deny" && azurerm_linux_web_app.api["only"].app_settings["TRUST_PROXY"] == "2"
    error_message = "And then it is the only way in."
  }
}
