# A swap waits for the new release's database; jobs run in one of the two.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

run "slot" {
  command = plan

  assert {
    condition     = length(azurerm_linux_web_app_slot.staging) == 1
    error_message = "There is a slot."
  }

  assert {
    condition     = azurerm_linux_web_app_slot.staging[0].app_settings["JOBS"] == "apart" && azurerm_linux_web_app.api.app_settings["JOBS"] == "inside"
    error_message = "Jobs run in production, not in the slot."
  }

  assert {
    condition     = azurerm_linux_web_app.api.sticky_settings[0].app_setting_names == tolist(["JOBS"])
    error_message = "And that stays so when they are swapped."
  }

  assert {
    condition     = { for name, value in azurerm_linux_web_app_slot.staging[0].app_settings : name => value if name != "JOBS" } == { for name, value in azurerm_linux_web_app.api.app_settings : name => value if name != "JOBS" }
    error_message = "All else is the same."
  }

  assert {
    condition     = azurerm_linux_web_app.api.app_settings["WEBSITE_SWAP_WARMUP_PING_PATH"] == "/readyz" && azurerm_linux_web_app.api.app_settings["WEBSITE_SWAP_WARMUP_PING_STATUSES"] == "200"
    error_message = "The swap waits until the database and its migrations are there."
  }
}
