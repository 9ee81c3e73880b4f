# A signed address in a stranger's page is of no use.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

mock_provider "azapi" {
  source = "./tests/mocks"
}

run "cors" {
  command = plan

  assert {
    condition     = length(azurerm_storage_account.site.blob_properties[0].cors_rule) == 1
    error_message = "One rule."
  }

  assert {
    condition     = azurerm_storage_account.site.blob_properties[0].cors_rule[0].allowed_origins == tolist([local.public_origin])
    error_message = "The shop's origin and no other."
  }

  assert {
    condition     = azurerm_storage_account.site.blob_properties[0].cors_rule[0].allowed_methods == tolist(["PUT"])
    error_message = "To put, not to read."
  }

  assert {
    condition     = !strcontains(local.public_origin, "*") && startswith(local.public_origin, "https://")
    error_message = "Which is one address, over HTTPS."
  }
}
