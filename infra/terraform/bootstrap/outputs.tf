output "state_storage_account" {
  description = "-backend-config=storage_account_name=… of both environments."
  value       = azurerm_storage_account.state.name
}

output "state_resource_group" {
  description = "-backend-config=resource_group_name=… of both environments."
  value       = azurerm_resource_group.state.name
}

output "github_client_ids" {
  description = "AZURE_CLIENT_ID in each GitHub environment (dev, prod), and AZURE_PLAN_CLIENT_ID of the repository (plan). Not secrets."
  value       = { for name, identity in azurerm_user_assigned_identity.github : name => identity.client_id }
}

output "deployer_object_ids" {
  description = "TF_VAR_deployer_object_id of each environment."
  value       = { for name in local.environments : name => azurerm_user_assigned_identity.github[name].principal_id }
}
