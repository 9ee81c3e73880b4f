output "public_origin" {
  description = "Where students find the shop; Bootpay's webhook is this with /api/payments/bootpay/webhook."
  value       = local.public_origin
}

output "front_door_host" {
  description = "What the shop's own domain points at with a CNAME."
  value       = azurerm_cdn_frontdoor_endpoint.main.host_name
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
  description = "For purging the edge after a release: profile, its resource group, endpoint."
  value = {
    profile        = local.front_door.name
    resource_group = local.front_door.resource_group
    endpoint       = azurerm_cdn_frontdoor_endpoint.main.name
  }
}

output "web_app" {
  description = "Name of the web app that a release is deployed to."
  value       = azurerm_linux_web_app.api.name
}

output "staging_slot" {
  description = "Name of the slot a release warms up in; null where there is none (dev)."
  value       = one(azurerm_linux_web_app_slot.staging[*].name)
}

output "function_app" {
  description = "Name of the function app that signs upload addresses."
  value       = azurerm_function_app_flex_consumption.uploads.name
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

output "database_host" {
  description = "Host name of the database. It resolves inside the virtual network only."
  value       = azurerm_mysql_flexible_server.main.fqdn
}
