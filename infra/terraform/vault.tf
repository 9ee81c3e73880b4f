# Every secret lives here. The app reads them by reference, the workflows when they run; Terraform writes one and reads none.
resource "azurerm_key_vault" "main" {
  name                       = "kv-${local.unique}"
  resource_group_name        = local.resource_group
  location                   = var.location
  tenant_id                  = local.tenant_id
  sku_name                   = "standard"
  rbac_authorization_enabled = true
  purge_protection_enabled   = true
  soft_delete_retention_days = 90
  tags                       = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

locals {
  # ssl as mysql2 reads it: without it the driver would speak in the clear, and the server refuse.
  database_tls = urlencode(jsonencode({ rejectUnauthorized = true }))
}

# Write-only: neither the password nor the address is in the state.
resource "azurerm_key_vault_secret" "database_url" {
  name             = "database-url"
  key_vault_id     = azurerm_key_vault.main.id
  content_type     = "MySQL address of the shop's database"
  value_wo         = "mysql://${azurerm_mysql_flexible_server.main.administrator_login}:${var.database_password}@${azurerm_mysql_flexible_server.main.fqdn}:3306/${azurerm_mysql_flexible_database.shop.name}?ssl=${local.database_tls}"
  value_wo_version = var.database_password_version
  tags             = local.tags
}

# A role on one secret needs that secret to be there. What stands in is neither JSON nor an address: nothing starts on it.
resource "azurerm_key_vault_secret" "to_be_put" {
  for_each         = setintersection(["sms-provider", "slack-webhook-url"], local.secret_names)
  name             = each.key
  key_vault_id     = azurerm_key_vault.main.id
  content_type     = "put by people (README.md); Terraform never looks at it again"
  value_wo         = "to be put by people"
  value_wo_version = 1
  tags             = local.tags
}
