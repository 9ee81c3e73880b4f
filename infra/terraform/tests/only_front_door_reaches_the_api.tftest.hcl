# The service tag alone would admit every customer of Azure's Front Door.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

mock_provider "azapi" {
  source = "./tests/mocks"
}

variables {
  # Where dev rehearses a change of it.
  edge = true
}

run "the_web_app" {
  command = plan

  assert {
    condition     = azurerm_linux_web_app.api[local.first_app].site_config[0].ip_restriction_default_action == "Deny"
    error_message = "What is not named is refused."
  }

  assert {
    condition     = length(azurerm_linux_web_app.api[local.first_app].site_config[0].ip_restriction) == 1
    error_message = "One way in, not two."
  }

  assert {
    condition     = azurerm_linux_web_app.api[local.first_app].site_config[0].ip_restriction[0].service_tag == "AzureFrontDoor.Backend"
    error_message = "That way is Front Door."
  }

  assert {
    condition     = azurerm_linux_web_app.api[local.first_app].site_config[0].ip_restriction[0].headers[0].x_azure_fdid == tolist([local.front_door_guid[0]])
    error_message = "And it is ours: by the profile's own id."
  }

  assert {
    condition     = can(regex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", local.front_door_guid[0]))
    error_message = "The id is the profile's, not empty."
  }

  assert {
    condition     = azurerm_linux_web_app.api[local.first_app].https_only
    error_message = "Nothing travels in the clear."
  }
}
