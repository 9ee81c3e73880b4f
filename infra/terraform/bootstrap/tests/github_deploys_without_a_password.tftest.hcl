# One identity a GitHub environment, and one that may only look for pull requests.
mock_provider "azurerm" {
  override_during = plan
}

run "logins" {
  command = plan

  assert {
    condition = { for name, login in azurerm_federated_identity_credential.github : name => login.subject } == {
      dev  = "repo:mngshop/mngshop:environment:dev"
      prod = "repo:mngshop/mngshop:environment:prod"
      plan = "repo:mngshop/mngshop:pull_request"
    }
    error_message = "A subject per environment."
  }

  assert {
    condition     = alltrue([for login in azurerm_federated_identity_credential.github : login.issuer == "https://token.actions.githubusercontent.com" && login.audience == tolist(["api://AzureADTokenExchange"])])
    error_message = "GitHub's tokens, made out for Azure."
  }

  assert {
    condition     = azurerm_storage_account.state.shared_access_key_enabled == false && azurerm_storage_account.state.allow_nested_items_to_be_public == false
    error_message = "The state is opened by identity only."
  }

  assert {
    condition     = azurerm_storage_account.state.blob_properties[0].versioning_enabled && azurerm_storage_account.state.blob_properties[0].delete_retention_policy[0].days >= 30
    error_message = "A state that was overwritten can be brought back."
  }
}
