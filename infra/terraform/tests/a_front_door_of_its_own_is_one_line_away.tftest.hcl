# Sharing saves 35 USD a month; an environment that must not share says so.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

run "own" {
  command = plan

  variables {
    front_door_profile = null
  }

  assert {
    condition     = length(azurerm_cdn_frontdoor_profile.own) == 1 && azurerm_cdn_frontdoor_profile.own[0].sku_name == "Standard_AzureFrontDoor"
    error_message = "A Standard profile."
  }

  assert {
    condition     = azurerm_linux_web_app.api.site_config[0].ip_restriction[0].headers[0].x_azure_fdid == tolist([azurerm_cdn_frontdoor_profile.own[0].resource_guid])
    error_message = "The web app admits that one."
  }

  assert {
    condition     = azurerm_resource_group_template_deployment.rules.resource_group_name == local.resource_group
    error_message = "Its rules are in our group."
  }
}

run "shared" {
  command = plan

  assert {
    condition     = length(azurerm_cdn_frontdoor_profile.own) == 0 && azurerm_resource_group_template_deployment.rules.resource_group_name == "rg-mngshop-shared"
    error_message = "The shared one is used, not made again."
  }
}
