# Who may do what. Roles are given on the smallest thing there is: a container, a vault; never on a subscription.
resource "azurerm_user_assigned_identity" "api" {
  name                = "id-api-${local.name}"
  resource_group_name = local.resource_group
  location            = var.location
  tags                = local.tags
}

resource "azurerm_user_assigned_identity" "function" {
  name                = "id-function-${local.name}"
  resource_group_name = local.resource_group
  location            = var.location
  tags                = local.tags
}

locals {
  web_container      = "${azurerm_storage_account.site.id}/blobServices/default/containers/$web"
  incoming_container = "${azurerm_storage_account.site.id}/blobServices/default/containers/${azurerm_storage_container.incoming.name}"
  backups_container  = "${azurerm_storage_account.backups.id}/blobServices/default/containers/${azurerm_storage_container.backups.name}"

  # A taken-over API may spoil pictures, never the pages that students type their passwords into.
  pictures_only = <<-EOT
    (
      (
        !(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write'})
        AND !(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/add/action'})
        AND !(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/move/action'})
        AND !(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/delete'})
      )
      OR @Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs:path] StringLike 'images/*'
    )
  EOT

  # The app reads what its settings name, one by one: never the SMS provider's key, and the administrator's address only while
  # it makes the database's users.
  app_secrets = merge(
    { for name in local.secret_names : name => azurerm_key_vault_secret.to_be_put[name] if name != "sms-provider" },
    { for name, secret in azurerm_key_vault_secret.database : name => secret if name != "database-admin-url" || var.database_setup },
  )

  roles = merge({ for name, secret in local.app_secrets : "api_reads_${replace(name, "-", "_")}" => {
    who = azurerm_user_assigned_identity.api.principal_id, role = "Key Vault Secrets User", on = secret.resource_versionless_id
    } }, {
    api_publishes_pictures = {
      who = azurerm_user_assigned_identity.api.principal_id, role = "Storage Blob Data Contributor", on = local.web_container
    }
    api_looks_at_uploads = {
      who = azurerm_user_assigned_identity.api.principal_id, role = "Storage Blob Data Contributor", on = local.incoming_container
    }
    api_writes_backups = {
      who = azurerm_user_assigned_identity.api.principal_id, role = "Storage Blob Data Contributor", on = local.backups_container
    }
    function_keeps_its_own = {
      who = azurerm_user_assigned_identity.function.principal_id, role = "Storage Blob Data Owner", on = azurerm_storage_account.function.id
    }
    function_borrows_keys = {
      who = azurerm_user_assigned_identity.function.principal_id, role = "Storage Blob Delegator", on = azurerm_storage_account.site.id
    }
    # A signed address can do no more than its signer: without this one no upload would be taken.
    function_lets_upload = {
      who = azurerm_user_assigned_identity.function.principal_id, role = "Storage Blob Data Contributor", on = local.incoming_container
    }
    deployer_publishes_pages = {
      who = var.deployer_object_id, role = "Storage Blob Data Contributor", on = local.web_container
    }
  })
}

resource "azurerm_role_assignment" "main" {
  for_each             = local.roles
  scope                = each.value.on
  role_definition_name = each.value.role
  principal_id         = each.value.who
  principal_type       = "ServicePrincipal"
  condition            = each.key == "api_publishes_pictures" ? local.pictures_only : null
  condition_version    = each.key == "api_publishes_pictures" ? "2.0" : null

  depends_on = [azurerm_storage_account_static_website.site]
}
