# What merges to main deploys to dev without approval: it must not be able to touch production.
mock_provider "azurerm" {
  override_during = plan
}

override_resource {
  target          = azurerm_resource_group.environment["dev"]
  override_during = plan
  values = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-mngshop-dev"
  }
}

override_resource {
  target          = azurerm_resource_group.environment["prod"]
  override_during = plan
  values = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-mngshop-prod"
  }
}

override_resource {
  target          = azurerm_storage_account.state
  override_during = plan
  values = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-mngshop-state/providers/Microsoft.Storage/storageAccounts/state"
  }
}

run "roles" {
  command = plan

  assert {
    condition     = alltrue([for role in local.pipeline_roles : role.who == "plan" if contains(["Reader", "Storage Blob Data Reader"], role.role)]) && alltrue([for role in local.pipeline_roles : contains(["Reader", "Storage Blob Data Reader"], role.role) if role.who == "plan"])
    error_message = "A pull request looks, and changes nothing."
  }

  assert {
    condition     = alltrue([for name, role in local.pipeline_roles : role.condition == local.handing_on if role.role == "Role Based Access Control Administrator"])
    error_message = "Who hands on roles hands on the four of roles_to_hand_on."
  }

  assert {
    condition     = toset(keys(local.roles_to_hand_on)) == toset(["Key Vault Secrets User", "Storage Blob Data Contributor", "Storage Blob Data Owner", "Storage Blob Delegator"])
    error_message = "None of them makes an owner."
  }

  assert {
    condition     = !anytrue([for role in azurerm_role_assignment.github : startswith(role.scope, "/subscriptions/") && length(split("/", role.scope)) == 3])
    error_message = "No pipeline has a role on the subscription."
  }

  assert {
    condition     = alltrue([for role in local.pipeline_roles : endswith(role.on, "-${role.who}") if contains(["Contributor", "Role Based Access Control Administrator", "Key Vault Secrets Officer"], role.role)]) && alltrue([for name, role in local.pipeline_roles : endswith(role.on, "/containers/${role.who}") if role.role == "Storage Blob Data Contributor"])
    error_message = "Each its own group and its own state."
  }

  assert {
    condition     = alltrue([for role in local.pipeline_roles : can(regex("(rg-mngshop-${role.who}|/containers/${role.who})$", role.on)) if role.who != "plan"])
    error_message = "Nothing is shared: no role of dev's ends anywhere but at dev."
  }
}
