output "public_origin" {
  description = "Where students find the shop; Bootpay's webhook is this with /api/payments/bootpay/webhook."
  value       = local.public_origin
}

output "front_door_host" {
  description = "What the shop's own domain points at with a CNAME; null without an edge."
  value       = one(azurerm_cdn_frontdoor_endpoint.main[*].host_name)
}

output "domain_validation" {
  description = "TXT record that proves the domain is ours; null without a domain of our own."
  value = var.domain == null ? null : {
    name  = "_dnsauth.${var.domain}"
    value = azurerm_cdn_frontdoor_custom_domain.main[0].validation_token
  }
}

output "resource_group" {
  description = "The group everything is in."
  value       = local.resource_group
}

output "front_door" {
  description = "Where releases lead visitors over and purge the edge: profile, endpoint and the route to the apps; null without an edge."
  value = var.edge ? {
    profile  = azurerm_cdn_frontdoor_profile.main[0].name
    endpoint = azurerm_cdn_frontdoor_endpoint.main[0].name
    route    = azurerm_cdn_frontdoor_route.api[0].name
  } : null
}

output "apps" {
  description = "The web apps that releases go to, by colour: its name; the origin group that leads to it, and its own door at the edge, both null without two."
  value = { for colour, name in local.apps : colour => {
    name         = name
    origin_group = var.blue_green ? azurerm_cdn_frontdoor_origin_group.main[colour].name : null
    door         = var.blue_green ? "https://${azurerm_cdn_frontdoor_endpoint.app[colour].host_name}" : null
  } }
}

output "app_settings" {
  description = "The apps' settings, secrets as references: a release gives them to the app it brings up."
  value       = local.app_settings
}

output "function_app" {
  description = "Name of the function app that signs upload addresses."
  value       = azapi_resource.uploads.name
}

output "site_storage_account" {
  description = "Account whose $web container the storefront is published to, by identity."
  value       = azurerm_storage_account.site.name
}

output "backup_storage_account" {
  description = "Account of the nightly dumps. It answers the app's subnet only."
  value       = azurerm_storage_account.backups.name
}

output "key_vault" {
  description = "Name of the vault that secrets are put into."
  value       = azurerm_key_vault.main.name
}

output "secrets_to_put" {
  description = "The secrets people put into the vault before the first release."
  value       = local.secret_names
}

output "backup_copy_url" {
  description = "The dumps' copy in the other region, read without any fail-over: BACKUP_BLOB_URL of a restore; null where there is none."
  value       = startswith(var.backup_replication, "RA") ? trimsuffix(azurerm_storage_account.backups.secondary_blob_endpoint, "/") : null
}

output "site_copy_url" {
  description = "The pictures' copy in the other region; null where there is none."
  value       = startswith(var.site_replication, "RA") ? trimsuffix(azurerm_storage_account.site.secondary_blob_endpoint, "/") : null
}

output "database_server" {
  description = "Name of the MySQL server."
  value       = azurerm_mysql_flexible_server.main.name
}

output "database_host" {
  description = "Host name of the database. It resolves inside the virtual network only."
  value       = azurerm_mysql_flexible_server.main.fqdn
}
