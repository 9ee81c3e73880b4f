# Signs upload addresses (infra/functions). Flex Consumption: it costs nothing while nobody uploads.
resource "azurerm_service_plan" "function" {
  name                = "plan-function-${local.name}"
  resource_group_name = local.resource_group
  location            = var.location
  os_type             = "Linux"
  sku_name            = "FC1"
  tags                = local.tags
}

resource "azurerm_function_app_flex_consumption" "uploads" {
  name                = "func-${local.unique}"
  resource_group_name = local.resource_group
  location            = var.location
  service_plan_id     = azurerm_service_plan.function.id
  tags                = local.tags

  runtime_name           = "node"
  runtime_version        = "24"
  instance_memory_in_mb  = 512
  maximum_instance_count = 40

  storage_container_type            = "blobContainer"
  storage_container_endpoint        = "${azurerm_storage_account.function.primary_blob_endpoint}${azurerm_storage_container.function.name}"
  storage_authentication_type       = "UserAssignedIdentity"
  storage_user_assigned_identity_id = azurerm_user_assigned_identity.function.id

  https_only                                     = true
  webdeploy_publish_basic_authentication_enabled = false

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.function.id]
  }

  app_settings = {
    # The host's own storage by identity: no connection string.
    AzureWebJobsStorage__accountName = azurerm_storage_account.function.name
    AzureWebJobsStorage__credential  = "managedidentity"
    AzureWebJobsStorage__clientId    = azurerm_user_assigned_identity.function.client_id
    AZURE_CLIENT_ID                  = azurerm_user_assigned_identity.function.client_id

    BLOB_URL            = trimsuffix(azurerm_storage_account.site.primary_blob_endpoint, "/")
    INCOMING_CONTAINER  = azurerm_storage_container.incoming.name
    CALLER_PRINCIPAL_ID = azurerm_user_assigned_identity.api.principal_id
  }

  site_config {
    application_insights_connection_string = azurerm_application_insights.main.connection_string
    minimum_tls_version                    = "1.2"
    http2_enabled                          = true
  }

  # The API's identity and nobody else; the handler looks at CALLER_PRINCIPAL_ID once more.
  auth_settings_v2 {
    auth_enabled           = true
    require_authentication = true
    require_https          = true
    unauthenticated_action = "Return401"
    default_provider       = "azureactivedirectory"

    active_directory_v2 {
      client_id            = var.internal_app_id
      tenant_auth_endpoint = local.token_issuer
      allowed_audiences    = [var.internal_app_id, local.token_audience]
      allowed_applications = [azurerm_user_assigned_identity.api.client_id]
      allowed_identities   = [azurerm_user_assigned_identity.api.principal_id]
    }

    login {
      token_store_enabled = false
    }
  }

  depends_on = [azurerm_role_assignment.main]
}
