# A taken-over API must not change the page students type their passwords into.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

mock_provider "azapi" {
  source = "./tests/mocks"
}

run "condition" {
  command = plan

  assert {
    condition     = azurerm_role_assignment.main["api_publishes_pictures"].condition_version == "2.0" && strcontains(azurerm_role_assignment.main["api_publishes_pictures"].condition, "blobs:path] StringLike 'images/*'")
    error_message = "It writes below images/ only."
  }

  assert {
    condition     = alltrue([for action in ["blobs/write", "blobs/add/action", "blobs/move/action", "blobs/delete"] : strcontains(azurerm_role_assignment.main["api_publishes_pictures"].condition, "!(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/${action}'})")])
    error_message = "Whatever changes a blob is meant."
  }

  assert {
    condition     = [for name, role in azurerm_role_assignment.main : name if role.principal_id == azurerm_user_assigned_identity.api.principal_id && endswith(role.scope, "$web")] == ["api_publishes_pictures"]
    error_message = "No other role gets round it."
  }
}
