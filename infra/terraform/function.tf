# Signs upload addresses (infra/functions). Flex Consumption: it costs nothing while nobody uploads.
resource "azurerm_service_plan" "function" {
  name                = "plan-function-${local.name}"
  resource_group_name = local.resource_group
  location            = var.function_location
  os_type             = "Linux"
  sku_name            = "FC1"
  tags                = local.tags
}

# By azapi and not by azurerm_function_app_flex_consumption: that one writes AzureWebJobsStorage, a connection string with an empty
# key, over the identity's settings, whatever storage_authentication_type says. The apply is green and the host never starts
# (terraform-provider-azurerm 29149, 29693, 30732, 31439; azure-functions-host 11796; the same in Microsoft's own module:
# terraform-azurerm-avm-res-web-site 376). Release asks the live app afterwards: .github/check-function.mjs.
locals {
  # A name, a way to log in and which identity: with the first alone the host looks for a connection string.
  function_settings = {
    AzureWebJobsStorage__accountName = azurerm_storage_account.function.name
    AzureWebJobsStorage__credential  = "managedidentity"
    AzureWebJobsStorage__clientId    = azurerm_user_assigned_identity.function.client_id
    AZURE_CLIENT_ID                  = azurerm_user_assigned_identity.function.client_id

    BLOB_URL            = trimsuffix(azurerm_storage_account.site.primary_blob_endpoint, "/")
    INCOMING_CONTAINER  = azurerm_storage_container.incoming.name
    CALLER_PRINCIPAL_ID = azurerm_user_assigned_identity.api.principal_id

    APPLICATIONINSIGHTS_CONNECTION_STRING = azurerm_application_insights.main.connection_string
  }

  # Azure gives an app its own name as host unless it is asked for a random part, which ours does not.
  function_host = "${azapi_resource.uploads.name}.azurewebsites.net"
}

resource "azapi_resource" "uploads" {
  type      = "Microsoft.Web/sites@2024-04-01"
  name      = "func-${local.unique}"
  parent_id = data.azurerm_resource_group.main.id
  location  = var.function_location
  tags      = local.tags

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.function.id]
  }

  body = {
    kind = "functionapp,linux"
    properties = {
      serverFarmId = azurerm_service_plan.function.id
      httpsOnly    = true
      functionAppConfig = {
        deployment = {
          storage = {
            type  = "blobContainer"
            value = "${azurerm_storage_account.function.primary_blob_endpoint}${azurerm_storage_container.function.name}"
            authentication = {
              type                           = "UserAssignedIdentity"
              userAssignedIdentityResourceId = azurerm_user_assigned_identity.function.id
            }
          }
        }
        runtime             = { name = "node", version = "24" }
        scaleAndConcurrency = { instanceMemoryMB = 512, maximumInstanceCount = 40 }
      }
      siteConfig = {
        minTlsVersion = "1.2"
        http20Enabled = true
        appSettings   = [for name, value in local.function_settings : { name = name, value = value }]
      }
    }
  }

  depends_on = [azurerm_role_assignment.main]
}

# The API's identity and nobody else; the handler looks at CALLER_PRINCIPAL_ID once more.
resource "azapi_update_resource" "uploads_callers" {
  type      = "Microsoft.Web/sites/config@2024-04-01"
  name      = "authsettingsV2"
  parent_id = azapi_resource.uploads.id

  body = {
    properties = {
      platform         = { enabled = true }
      httpSettings     = { requireHttps = true }
      login            = { tokenStore = { enabled = false } }
      globalValidation = { requireAuthentication = true, unauthenticatedClientAction = "Return401" }
      identityProviders = {
        azureActiveDirectory = {
          enabled      = true
          registration = { clientId = var.internal_app_id, openIdIssuer = local.token_issuer }
          validation = {
            allowedAudiences = [var.internal_app_id, local.token_audience]
            defaultAuthorizationPolicy = {
              allowedApplications = [azurerm_user_assigned_identity.api.client_id]
              allowedPrincipals   = { identities = [azurerm_user_assigned_identity.api.principal_id] }
            }
          }
        }
      }
    }
  }
}

# Packages come by the pipeline's identity, never by a password.
resource "azapi_update_resource" "uploads_no_password" {
  for_each  = toset(["scm", "ftp"])
  type      = "Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01"
  name      = each.key
  parent_id = azapi_resource.uploads.id
  body      = { properties = { allow = false } }
}
