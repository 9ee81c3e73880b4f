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

# Who enters the database, by secret. backend/src/ops/database-users.ts makes the users with the passwords in these very
# addresses, and says what each may do; the app never sees the administrator's (database_setup).
locals {
  database_users = {
    "database-admin-url"     = azurerm_mysql_flexible_server.main.administrator_login
    "database-url"           = "mngshop_app"
    "migration-database-url" = "mngshop_migrations"
    "backup-database-url"    = "mngshop_backups"
  }
  # One random text a run, and from it a password each.
  database_passwords = { for secret in ["database-admin-url", "database-url", "migration-database-url", "backup-database-url"] :
    secret => "Aa1-${sha256("${var.database_password}/${secret}")}"
  }
}

# Write-only: neither the passwords nor the addresses are in the state.
resource "azurerm_key_vault_secret" "database" {
  for_each         = local.database_users
  name             = each.key
  key_vault_id     = azurerm_key_vault.main.id
  content_type     = "MySQL address of the shop's database, of the user ${each.value}"
  value_wo         = "mysql://${each.value}:${local.database_passwords[each.key]}@${azurerm_mysql_flexible_server.main.fqdn}:3306/${azurerm_mysql_flexible_database.shop.name}?ssl=${local.database_tls}"
  value_wo_version = var.database_password_version
  tags             = local.tags
}

# A role on one secret needs that secret to be there. The app refuses to start on what stands in (backend/src/boot/config.ts).
resource "azurerm_key_vault_secret" "to_be_put" {
  for_each         = toset(local.secret_names)
  name             = each.key
  key_vault_id     = azurerm_key_vault.main.id
  content_type     = "put by people (README.md); Terraform never looks at it again"
  value_wo         = "to be put by people"
  value_wo_version = 1
  tags             = local.tags
}
