resource "azurerm_mysql_flexible_server" "main" {
  name                = coalesce(var.database_server_name, "mysql-${local.unique}")
  resource_group_name = local.resource_group
  location            = var.location
  version             = "8.4"
  sku_name            = var.database_sku
  tags                = local.tags

  administrator_login               = "mngshop"
  administrator_password_wo         = local.database_passwords["database-admin-url"]
  administrator_password_wo_version = var.database_password_version

  delegated_subnet_id   = azurerm_subnet.database.id
  private_dns_zone_id   = azurerm_private_dns_zone.database.id
  public_network_access = "Disabled"

  backup_retention_days        = var.database_backup_days
  geo_redundant_backup_enabled = var.database_geo_redundant_backup

  storage {
    size_gb           = var.database_storage_gb
    auto_grow_enabled = true
  }

  dynamic "high_availability" {
    for_each = var.database_high_availability == "None" ? [] : [var.database_high_availability]
    content {
      mode = high_availability.value
    }
  }

  # Monday, 04:00 in Korea.
  maintenance_window {
    day_of_week  = 0
    start_hour   = 19
    start_minute = 0
  }

  lifecycle {
    prevent_destroy = true
    # Azure chooses the zone, and changes it when a standby takes over; and the disk grows by itself: shrinking it would make a new server.
    ignore_changes = [zone, high_availability[0].standby_availability_zone, storage[0].size_gb]
  }

  depends_on = [azurerm_private_dns_zone_virtual_network_link.database]
}

resource "azurerm_mysql_flexible_database" "shop" {
  name                = "mngshop"
  resource_group_name = local.resource_group
  server_name         = azurerm_mysql_flexible_server.main.name
  charset             = "utf8mb4"
  collation           = "utf8mb4_0900_ai_ci"
}

locals {
  # READ-COMMITTED and the lock time-out are what the shop's proofs ran with (docs/decisions/0006).
  database_parameters = {
    character_set_server     = "utf8mb4"
    collation_server         = "utf8mb4_0900_ai_ci"
    transaction_isolation    = "READ-COMMITTED"
    innodb_lock_wait_timeout = "5"
    time_zone                = "+00:00"
    max_connections          = tostring(var.database_max_connections)
    require_secure_transport = "ON"
    # The category MySqlSlowLogs is empty without these two.
    slow_query_log  = "ON"
    long_query_time = "1"
  }
}

resource "azurerm_mysql_flexible_server_configuration" "main" {
  for_each            = local.database_parameters
  name                = each.key
  value               = each.value
  resource_group_name = local.resource_group
  server_name         = azurerm_mysql_flexible_server.main.name
}
