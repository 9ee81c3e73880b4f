# Node 24, the package as it is, one plan for the environment, replaced when it stops answering.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

mock_provider "azapi" {
  source = "./tests/mocks"
}

run "app" {
  command = plan

  assert {
    condition     = azurerm_linux_web_app.api[local.first_app].site_config[0].application_stack[0].node_version == "24-lts" && azapi_resource.uploads.body.properties.functionAppConfig.runtime == { name = "node", version = "24" }
    error_message = "Node 24."
  }

  assert {
    condition     = azurerm_linux_web_app.api[local.first_app].app_settings["WEBSITE_RUN_FROM_PACKAGE"] == "1" && azurerm_linux_web_app.api[local.first_app].app_settings["SCM_DO_BUILD_DURING_DEPLOYMENT"] == "false"
    error_message = "Nothing is installed or compiled there."
  }

  assert {
    condition     = endswith(azurerm_linux_web_app.api[local.first_app].site_config[0].app_command_line, "dist/backend/src/main.js")
    error_message = "It starts as npm start does."
  }

  assert {
    condition     = azurerm_linux_web_app.api[local.first_app].site_config[0].health_check_path == "/healthz" && azurerm_linux_web_app.api[local.first_app].site_config[0].always_on && azurerm_linux_web_app.api[local.first_app].site_config[0].use_32_bit_worker == false
    error_message = "Watched, awake, 64 bits."
  }

  assert {
    condition     = azurerm_linux_web_app.api[local.first_app].ftp_publish_basic_authentication_enabled == false && azurerm_linux_web_app.api[local.first_app].webdeploy_publish_basic_authentication_enabled == false && azurerm_linux_web_app.api[local.first_app].site_config[0].ftps_state == "Disabled"
    error_message = "Deployed by identity: no password, no FTP."
  }
}
