# GitHub logs in by OIDC: no password, no key. One identity a GitHub environment, one that may only look: for pull requests,
# and on main for whoever approves a release.
#
# A subject begins with what GitHub says of this repository (subject_prefix): since 2026-07-15 that of a new or renamed
# repository carries ids, repo:OWNER@OWNER_ID/NAME@REPOSITORY_ID, and Entra compares letter by letter (AADSTS700213 otherwise).
# https://github.blog/changelog/2026-04-23-immutable-subject-claims-for-github-actions-oidc-tokens/, github/docs 45221,
# https://learn.microsoft.com/entra/workload-id/workload-identities-github-immutable-subjects, Azure/azure-dev 9430.
locals {
  identities = setunion(local.environments, ["plan"])
  logins = merge(
    { for name in local.environments : name => { who = name, subject = "${var.subject_prefix}:environment:${name}" } },
    {
      plan      = { who = "plan", subject = "${var.subject_prefix}:pull_request" }
      plan-main = { who = "plan", subject = "${var.subject_prefix}:ref:refs/heads/main" }
    },
  )

  # The only roles a pipeline may hand on, and to identities only: it can make nobody an owner.
  roles_to_hand_on = {
    "Key Vault Secrets User"        = "4633458b-17de-408a-b874-0445c86b69e6"
    "Storage Blob Data Contributor" = "ba92f5b4-2d11-453d-a403-e96b0029c9fe"
    "Storage Blob Data Owner"       = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b"
    "Storage Blob Delegator"        = "db58b8e5-c6ad-4a2a-8342-4190687cbf4a"
  }
  role_ids   = join(", ", values(local.roles_to_hand_on))
  handing_on = <<-EOT
    (
      (!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'}))
      OR (
        @Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${local.role_ids}}
        AND @Request[Microsoft.Authorization/roleAssignments:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'ServicePrincipal'}
      )
    )
    AND
    (
      (!(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'}))
      OR (
        @Resource[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${local.role_ids}}
        AND @Resource[Microsoft.Authorization/roleAssignments:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'ServicePrincipal'}
      )
    )
  EOT

  # Each pipeline: its own group and its own state. Nothing is shared, so dev's cannot touch production (docs/decisions/0032).
  pipeline_roles = merge([for name in local.environments : {
    "${name}-builds"           = { who = name, role = "Contributor", on = azurerm_resource_group.environment[name].id, condition = null }
    "${name}-hands-on-roles"   = { who = name, role = "Role Based Access Control Administrator", on = azurerm_resource_group.environment[name].id, condition = local.handing_on }
    "${name}-writes-secrets"   = { who = name, role = "Key Vault Secrets Officer", on = azurerm_resource_group.environment[name].id, condition = null }
    "${name}-keeps-its-state"  = { who = name, role = "Storage Blob Data Contributor", on = local.state_container[name], condition = null }
    "plan-reads-${name}"       = { who = "plan", role = "Reader", on = azurerm_resource_group.environment[name].id, condition = null }
    "plan-reads-${name}-state" = { who = "plan", role = "Storage Blob Data Reader", on = local.state_container[name], condition = null }
  }]...)

  state_container = { for name in local.environments : name => "${azurerm_storage_account.state.id}/blobServices/default/containers/${azurerm_storage_container.state[name].name}" }
}

resource "azurerm_user_assigned_identity" "github" {
  for_each            = local.identities
  name                = "id-github-mngshop-${each.key}${local.generation}"
  resource_group_name = azurerm_resource_group.state.name
  location            = var.location
  tags                = local.tags
}

resource "azurerm_federated_identity_credential" "github" {
  for_each                  = local.logins
  name                      = each.key
  user_assigned_identity_id = azurerm_user_assigned_identity.github[each.value.who].id
  issuer                    = "https://token.actions.githubusercontent.com"
  audience                  = ["api://AzureADTokenExchange"]
  subject                   = each.value.subject
}

resource "azurerm_role_assignment" "github" {
  for_each             = local.pipeline_roles
  scope                = each.value.on
  role_definition_name = each.value.role
  principal_id         = azurerm_user_assigned_identity.github[each.value.who].principal_id
  principal_type       = "ServicePrincipal"
  condition            = each.value.condition
  condition_version    = each.value.condition == null ? null : "2.0"
}

# People who put secrets into the vaults and restore backups.
resource "azurerm_role_assignment" "operators" {
  for_each = { for pair in setproduct(local.environments, ["Key Vault Secrets Officer", "Storage Blob Data Contributor", "Contributor"]) :
    "${pair[0]} ${pair[1]}" => { environment = pair[0], role = pair[1] }
  }
  scope                = azurerm_resource_group.environment[each.value.environment].id
  role_definition_name = each.value.role
  principal_id         = var.operators_group_id
  principal_type       = "Group"
}

# And who keep bootstrap's own state, and can apply by hand when GitHub is away.
resource "azurerm_role_assignment" "operators_keep_the_state" {
  scope                = azurerm_storage_account.state.id
  role_definition_name = "Storage Blob Data Contributor"
  principal_id         = var.operators_group_id
  principal_type       = "Group"
}
