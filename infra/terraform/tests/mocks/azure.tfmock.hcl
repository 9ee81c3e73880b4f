# What Azure would answer: ids and addresses in its forms, so that the provider's own checks hold too.
mock_data "azurerm_client_config" {
  defaults = {
    tenant_id = "eeeeeeee-0000-0000-0000-000000000001"
  }
}

mock_data "azurerm_resource_group" {
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-mngshop"
  }
}

mock_resource "azurerm_cdn_frontdoor_profile" {
  override_during = plan
  defaults = {
    id            = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-mngshop/providers/Microsoft.Cdn/profiles/afd"
    resource_guid = "ffffffff-0000-0000-0000-000000000001"
  }
}

mock_resource "azurerm_virtual_network" {
  override_during = plan
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-mngshop/providers/Microsoft.Network/virtualNetworks/vnet"
  }
}

mock_resource "azurerm_private_dns_zone" {
  override_during = plan
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-mngshop/providers/Microsoft.Network/privateDnsZones/mngshop.private.mysql.database.azure.com"
  }
}

mock_resource "azurerm_mysql_flexible_server" {
  override_during = plan
  defaults = {
    id   = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-mngshop/providers/Microsoft.DBforMySQL/flexibleServers/mysql"
    fqdn = "mysql.mysql.database.azure.com"
  }
}

mock_resource "azurerm_mysql_flexible_database" {
  override_during = plan
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-mngshop/providers/Microsoft.DBforMySQL/flexibleServers/mysql/databases/mngshop"
  }
}

mock_resource "azurerm_service_plan" {
  override_during = plan
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-mngshop/providers/Microsoft.Web/serverFarms/plan"
  }
}

mock_resource "azurerm_linux_web_app" {
  override_during = plan
  defaults = {
    id               = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-mngshop/providers/Microsoft.Web/sites/app"
    default_hostname = "app.azurewebsites.net"
  }
}

mock_resource "azapi_resource" {
  override_during = plan
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-mngshop/providers/Microsoft.Web/sites/func"
  }
}

mock_resource "azurerm_key_vault_secret" {
  override_during = plan
  defaults = {
    resource_versionless_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-mngshop/providers/Microsoft.KeyVault/vaults/kv/secrets/secret"
  }
}

mock_resource "azurerm_cdn_frontdoor_firewall_policy" {
  override_during = plan
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-mngshop/providers/Microsoft.Network/frontDoorWebApplicationFirewallPolicies/waf"
  }
}

mock_resource "azurerm_key_vault" {
  override_during = plan
  defaults = {
    id        = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-mngshop/providers/Microsoft.KeyVault/vaults/kv"
    vault_uri = "https://kv.vault.azure.net/"
  }
}

mock_resource "azurerm_cdn_frontdoor_endpoint" {
  override_during = plan
  defaults = {
    id        = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-mngshop/providers/Microsoft.Cdn/profiles/afd/afdEndpoints/endpoint"
    host_name = "mngshop.z01.azurefd.net"
  }
}

mock_resource "azurerm_cdn_frontdoor_origin_group" {
  override_during = plan
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-mngshop/providers/Microsoft.Cdn/profiles/afd/originGroups/group"
  }
}

mock_resource "azurerm_cdn_frontdoor_origin" {
  override_during = plan
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-mngshop/providers/Microsoft.Cdn/profiles/afd/originGroups/group/origins/origin"
  }
}

mock_resource "azurerm_cdn_frontdoor_custom_domain" {
  override_during = plan
  defaults = {
    id               = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-mngshop/providers/Microsoft.Cdn/profiles/afd/customDomains/domain"
    validation_token = "token"
  }
}

mock_resource "azurerm_cdn_frontdoor_route" {
  override_during = plan
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-mngshop/providers/Microsoft.Cdn/profiles/afd/afdEndpoints/endpoint/routes/route"
  }
}

mock_resource "azurerm_logic_app_workflow" {
  override_during = plan
  defaults = {
    id              = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-mngshop/providers/Microsoft.Logic/workflows/workflow"
    access_endpoint = "https://prod-00.koreacentral.logic.azure.com:443/workflows/workflow"
  }
}

mock_resource "azurerm_log_analytics_workspace" {
  override_during = plan
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-mngshop/providers/Microsoft.OperationalInsights/workspaces/log"
  }
}

mock_resource "azurerm_application_insights" {
  override_during = plan
  defaults = {
    id                = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-mngshop/providers/Microsoft.Insights/components/appi"
    connection_string = "InstrumentationKey=00000000-0000-0000-0000-000000000000"
  }
}

mock_resource "azurerm_monitor_action_group" {
  override_during = plan
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-mngshop/providers/Microsoft.Insights/actionGroups/ag"
  }
}

mock_resource "azurerm_application_insights_standard_web_test" {
  override_during = plan
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-mngshop/providers/Microsoft.Insights/webTests/shop"
  }
}

override_resource {
  target          = azurerm_storage_account.site
  override_during = plan
  values = {
    id                    = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-mngshop/providers/Microsoft.Storage/storageAccounts/site"
    primary_blob_endpoint = "https://site.blob.core.windows.net/"
    primary_web_host      = "site.z12.web.core.windows.net"
  }
}

override_resource {
  target          = azurerm_storage_account.backups
  override_during = plan
  values = {
    id                    = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-mngshop/providers/Microsoft.Storage/storageAccounts/backups"
    primary_blob_endpoint = "https://backups.blob.core.windows.net/"
    primary_web_host      = "backups.z12.web.core.windows.net"
  }
}

override_resource {
  target          = azurerm_storage_account.function
  override_during = plan
  values = {
    id                    = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-mngshop/providers/Microsoft.Storage/storageAccounts/function"
    primary_blob_endpoint = "https://function.blob.core.windows.net/"
    primary_web_host      = "function.z12.web.core.windows.net"
  }
}

override_resource {
  target          = azurerm_storage_container.incoming
  override_during = plan
  values = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-mngshop/providers/Microsoft.Storage/storageAccounts/site/blobServices/default/containers/incoming"
  }
}

override_resource {
  target          = azurerm_storage_container.backups
  override_during = plan
  values = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-mngshop/providers/Microsoft.Storage/storageAccounts/backups/blobServices/default/containers/backups"
  }
}

override_resource {
  target          = azurerm_storage_container.function
  override_during = plan
  values = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-mngshop/providers/Microsoft.Storage/storageAccounts/function/blobServices/default/containers/function"
  }
}

override_resource {
  target          = azurerm_user_assigned_identity.api
  override_during = plan
  values = {
    id           = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-mngshop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/api"
    principal_id = "bbbbbbbb-0000-0000-0000-000000000001"
    client_id    = "cccccccc-0000-0000-0000-000000000001"
  }
}

override_resource {
  target          = azurerm_user_assigned_identity.function
  override_during = plan
  values = {
    id           = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-mngshop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/function"
    principal_id = "bbbbbbbb-0000-0000-0000-000000000002"
    client_id    = "cccccccc-0000-0000-0000-000000000002"
  }
}

override_resource {
  target          = azurerm_subnet.app
  override_during = plan
  values = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-mngshop/providers/Microsoft.Network/virtualNetworks/vnet/subnets/app"
  }
}

override_resource {
  target          = azurerm_subnet.database
  override_during = plan
  values = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-mngshop/providers/Microsoft.Network/virtualNetworks/vnet/subnets/database"
  }
}

override_resource {
  target          = azurerm_cdn_frontdoor_rule_set.main["pages"]
  override_during = plan
  values = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-mngshop/providers/Microsoft.Cdn/profiles/afd/ruleSets/pages"
  }
}

override_resource {
  target          = azurerm_cdn_frontdoor_rule_set.main["assets"]
  override_during = plan
  values = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-mngshop/providers/Microsoft.Cdn/profiles/afd/ruleSets/assets"
  }
}

override_resource {
  target          = azurerm_key_vault_secret.to_be_put["sms-provider"]
  override_during = plan
  values = {
    resource_versionless_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-mngshop/providers/Microsoft.KeyVault/vaults/kv/secrets/sms-provider"
  }
}

override_resource {
  target          = azurerm_key_vault_secret.to_be_put["slack-webhook-url"]
  override_during = plan
  values = {
    resource_versionless_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-mngshop/providers/Microsoft.KeyVault/vaults/kv/secrets/slack-webhook-url"
  }
}
