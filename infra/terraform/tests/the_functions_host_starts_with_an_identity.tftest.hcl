# A connection string, even an empty one, wins over the identity, and the host does not start (azure-functions-host 11796).
mock_provider "azurerm" {
  source = "./tests/mocks"
}

mock_provider "azapi" {
  source = "./tests/mocks"
}

run "function" {
  command = plan

  assert {
    condition     = !contains([for setting in azapi_resource.uploads.body.properties.siteConfig.appSettings : setting.name], "AzureWebJobsStorage")
    error_message = "There is no connection string."
  }

  assert {
    condition     = { for setting in azapi_resource.uploads.body.properties.siteConfig.appSettings : setting.name => setting.value if startswith(setting.name, "AzureWebJobsStorage__") } == { AzureWebJobsStorage__accountName = azurerm_storage_account.function.name, AzureWebJobsStorage__credential = "managedidentity", AzureWebJobsStorage__clientId = azurerm_user_assigned_identity.function.client_id }
    error_message = "The account, the way to log in and which identity: all three."
  }

  assert {
    condition     = azapi_resource.uploads.body.properties.functionAppConfig.deployment.storage.authentication == { type = "UserAssignedIdentity", userAssignedIdentityResourceId = azurerm_user_assigned_identity.function.id }
    error_message = "The package is fetched by the same identity."
  }

  assert {
    condition     = azapi_resource.uploads.body.properties.functionAppConfig.deployment.storage.value == "https://function.blob.core.windows.net/packages" && azapi_resource.uploads.body.properties.serverFarmId == azurerm_service_plan.function.id && azurerm_service_plan.function.sku_name == "FC1"
    error_message = "From its own container, on Flex Consumption."
  }

  assert {
    condition     = local.function_host == "${azapi_resource.uploads.name}.azurewebsites.net" && alltrue([for policy in azapi_update_resource.uploads_no_password : policy.body.properties.allow == false]) && toset(keys(azapi_update_resource.uploads_no_password)) == toset(["scm", "ftp"])
    error_message = "It is called by its name, and no password deploys to it."
  }
}
