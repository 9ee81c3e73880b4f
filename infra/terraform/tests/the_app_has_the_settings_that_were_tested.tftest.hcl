# backend/src/boot/config.infra.test.ts reads this very list with the app's own config.ts.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

mock_provider "azapi" {
  source = "./tests/mocks"
}

run "settings" {
  command = plan

  assert {
    condition     = azurerm_linux_web_app.api[local.first_app].app_settings == tomap(jsondecode(file("./tests/expected/app-settings.${var.environment}.json")))
    error_message = "Differs from tests/expected: ${jsonencode(azurerm_linux_web_app.api[local.first_app].app_settings)}"
  }
}
