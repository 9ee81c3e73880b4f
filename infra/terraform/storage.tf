# Pages and product pictures. Public is what the static website serves ($web) and nothing else.
resource "azurerm_storage_account" "site" {
  name                     = "${local.flat}site${local.suffix}"
  resource_group_name      = local.resource_group
  location                 = var.location
  account_tier             = "Standard"
  account_kind             = "StorageV2"
  account_replication_type = var.site_replication
  tags                     = local.tags

  shared_access_key_enabled       = false
  default_to_oauth_authentication = true
  allow_nested_items_to_be_public = false
  local_user_enabled              = false
  https_traffic_only_enabled      = true
  min_tls_version                 = "TLS1_2"

  blob_properties {
    versioning_enabled = true
    delete_retention_policy {
      days = 14
    }
    container_delete_retention_policy {
      days = 14
    }
    # The console's browser puts a picture straight into incoming, by an address signed for ten minutes.
    cors_rule {
      allowed_origins    = [local.public_origin]
      allowed_methods    = ["PUT"]
      allowed_headers    = ["content-type", "x-ms-*"]
      exposed_headers    = ["etag"]
      max_age_in_seconds = 3600
    }
  }
}

resource "azurerm_storage_account_static_website" "site" {
  storage_account_id = azurerm_storage_account.site.id
  index_document     = "index.html"
  error_404_document = "404.html"
}

# Uploads before they are looked at. Never served.
resource "azurerm_storage_container" "incoming" {
  name                  = "incoming"
  storage_account_id    = azurerm_storage_account.site.id
  container_access_type = "private"
}

resource "azurerm_storage_management_policy" "site" {
  storage_account_id = azurerm_storage_account.site.id

  rule {
    name    = "uploads-nobody-finished"
    enabled = true
    filters {
      blob_types   = ["blockBlob"]
      prefix_match = ["${azurerm_storage_container.incoming.name}/"]
    }
    actions {
      base_blob {
        delete_after_days_since_creation_greater_than = 1
      }
      version {
        delete_after_days_since_creation = 1
      }
    }
  }

  rule {
    name    = "older-versions-of-pages"
    enabled = true
    filters {
      blob_types   = ["blockBlob"]
      prefix_match = ["$web/"]
    }
    actions {
      version {
        delete_after_days_since_creation = 30
      }
    }
  }
}

# Backups have an account of their own: another door, another network, another life.
resource "azurerm_storage_account" "backups" {
  name                     = "${local.flat}bak${local.suffix}"
  resource_group_name      = local.resource_group
  location                 = var.location
  account_tier             = "Standard"
  account_kind             = "StorageV2"
  account_replication_type = var.backup_replication
  tags                     = local.tags

  shared_access_key_enabled       = false
  default_to_oauth_authentication = true
  allow_nested_items_to_be_public = false
  local_user_enabled              = false
  https_traffic_only_enabled      = true
  min_tls_version                 = "TLS1_2"

  blob_properties {
    versioning_enabled = true
    delete_retention_policy {
      days = 30
    }
    container_delete_retention_policy {
      days = 30
    }
  }

  network_rules {
    default_action             = "Deny"
    bypass                     = ["AzureServices"]
    virtual_network_subnet_ids = [azurerm_subnet.app.id]
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "azurerm_storage_container" "backups" {
  name                  = "backups"
  storage_account_id    = azurerm_storage_account.backups.id
  container_access_type = "private"
}

# Unlocked: the operators can still end it, with a trace. Locked, nobody could, not even when a leak must be erased.
resource "azurerm_storage_container_immutability_policy" "backups" {
  count                                 = var.backup_immutable_days > 0 ? 1 : 0
  storage_container_resource_manager_id = azurerm_storage_container.backups.id
  immutability_period_in_days           = var.backup_immutable_days
  protected_append_writes_enabled       = false
  locked                                = false
}

resource "azurerm_storage_management_policy" "backups" {
  storage_account_id = azurerm_storage_account.backups.id

  rule {
    name    = "dumps"
    enabled = true
    filters {
      blob_types   = ["blockBlob"]
      prefix_match = ["${azurerm_storage_container.backups.name}/"]
    }
    actions {
      base_blob {
        tier_to_cool_after_days_since_creation_greater_than = 7
        delete_after_days_since_creation_greater_than       = var.backup_days
      }
      version {
        delete_after_days_since_creation = var.backup_days
      }
    }
  }
}

# The function's own: its package, and what its host writes.
resource "azurerm_storage_account" "function" {
  name                     = "${local.flat}fn${local.suffix}"
  resource_group_name      = local.resource_group
  location                 = var.location
  account_tier             = "Standard"
  account_kind             = "StorageV2"
  account_replication_type = "LRS"
  tags                     = local.tags

  shared_access_key_enabled       = false
  default_to_oauth_authentication = true
  allow_nested_items_to_be_public = false
  local_user_enabled              = false
  https_traffic_only_enabled      = true
  min_tls_version                 = "TLS1_2"
}

resource "azurerm_storage_container" "function" {
  name                  = "packages"
  storage_account_id    = azurerm_storage_account.function.id
  container_access_type = "private"
}
