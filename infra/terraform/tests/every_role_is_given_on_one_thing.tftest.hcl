# Least privilege: a vault, a container; never a group or a subscription, never a role that hands on roles.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

mock_provider "azapi" {
  source = "./tests/mocks"
}

run "roles" {
  command = plan

  assert {
    condition     = alltrue([for role in azurerm_role_assignment.main : can(regex("/providers/Microsoft.(Storage|KeyVault)/", role.scope))])
    error_message = "Each on one resource."
  }

  assert {
    condition     = alltrue([for role in azurerm_role_assignment.main : contains(["Key Vault Secrets User", "Storage Blob Data Contributor", "Storage Blob Data Owner", "Storage Blob Delegator"], role.role_definition_name)])
    error_message = "Only roles on data."
  }

  assert {
    condition     = [for role in azurerm_role_assignment.main : role.scope if role.role_definition_name == "Storage Blob Data Owner"] == [azurerm_storage_account.function.id]
    error_message = "The function owns what is its own."
  }

  assert {
    condition     = alltrue([for role in azurerm_role_assignment.main : strcontains(role.scope, "/blobServices/default/containers/") if role.role_definition_name == "Storage Blob Data Contributor"])
    error_message = "Who writes blobs writes into one container."
  }

  assert {
    condition     = toset([for name, role in azurerm_role_assignment.main : trimprefix(name, "api_reads_") if role.role_definition_name == "Key Vault Secrets User"]) == toset([for name in concat(["database-url", "migration-database-url", "backup-database-url"], local.secret_names) : replace(name, "-", "_") if name != "sms-provider"]) && alltrue([for role in azurerm_role_assignment.main : can(regex("/vaults/kv/secrets/", role.scope)) if role.role_definition_name == "Key Vault Secrets User"])
    error_message = "The app reads the secrets of its settings, one by one, and no other."
  }

  assert {
    condition     = [for role in azurerm_role_assignment.main : role.principal_id if role.scope == local.backups_container] == [azurerm_user_assigned_identity.api.principal_id]
    error_message = "Backups are the app's alone."
  }
}
