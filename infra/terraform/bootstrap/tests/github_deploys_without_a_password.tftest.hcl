# One identity a GitHub environment, and one that may only look for pull requests.
mock_provider "azurerm" {
  override_during = plan
}

run "logins" {
  command = plan

  assert {
    condition = { for name, login in azurerm_federated_identity_credential.github : name => login.subject } == {
      dev       = "repo:mngshop@123456/mng.shop-1@456789:environment:dev"
      prod      = "repo:mngshop@123456/mng.shop-1@456789:environment:prod"
      plan      = "repo:mngshop@123456/mng.shop-1@456789:pull_request"
      plan-main = "repo:mngshop@123456/mng.shop-1@456789:ref:refs/heads/main"
    }
    error_message = "A subject per environment, with the ids that GitHub puts into those of new repositories."
  }

  assert {
    condition     = toset([for login in local.logins : login.who if !strcontains(login.subject, ":environment:")]) == toset(["plan"])
    error_message = "What needs no environment may only look."
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

run "a_repository_from_before" {
  command = plan

  variables {
    subject_prefix = "repo:mngshop/mng.shop-1"
  }

  assert {
    condition     = azurerm_federated_identity_credential.github["prod"].subject == "repo:mngshop/mng.shop-1:environment:prod"
    error_message = "Its subjects are the names alone."
  }
}

run "half_of_the_ids" {
  command = plan

  variables {
    subject_prefix = "repo:mngshop@123456/mng.shop-1"
  }

  expect_failures = [var.subject_prefix]
}

run "of_another_repository" {
  command = plan

  variables {
    subject_prefix = "repo:mngshop@123456/a-fork@456789"
  }

  expect_failures = [var.subject_prefix]
}
