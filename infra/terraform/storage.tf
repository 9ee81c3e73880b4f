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

  # No versions. Lifecycle rules do not act on $web, so each page of each release and each picture that was taken out would stay
  # for ever behind what is there now ("lifecycle management doesn't affect system containers such as the $logs or $web containers":
  # https://learn.microsoft.com/azure/storage/blobs/lifecycle-management-overview), and deleting a version needs a role that owns
  # all blobs. Soft delete alone keeps what was overwritten or deleted for a fortnight, and then it is gone by itself.
  blob_properties {
    versioning_enabled = false
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

  # No versions here either: a dump is written once, under a name of its own, and cannot be written over.
  blob_properties {
    versioning_enabled = false
    delete_retention_policy {
      days = 14
    }
    container_delete_retention_policy {
      days = 14
    }
  }

  # Every copy of it, the one in the other region included, answers the app and, for the day on which nothing else is left, the
  # operators' own addresses: they are let in now, since nobody may be able to on that day.
  network_rules {
    default_action             = "Deny"
    bypass                     = ["AzureServices"]
    virtual_network_subnet_ids = [azurerm_subnet.app.id]
    ip_rules                   = var.backup_allowed_addresses
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

# Unlocked the operators can still end it, with a trace. Locked (backup_immutability_locked) nobody can, not even Microsoft: the
# period can only be made longer, and the account not be deleted while a dump is within it.
resource "azurerm_storage_container_immutability_policy" "backups" {
  count                                 = var.backup_immutable_days > 0 ? 1 : 0
  storage_container_resource_manager_id = azurerm_storage_container.backups.id
  immutability_period_in_days           = var.backup_immutable_days
  protected_append_writes_enabled       = false
  locked                                = var.backup_immutability_locked
}

# What is past backup_days is deleted by the shop's own worker (backend/src/backup/delete-expired.ts): a lifecycle rule does not act
# on a container with an immutability policy.

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
