# During a swap every instance runs twice, with a pool each.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

mock_provider "azapi" {
  source = "./tests/mocks"
}

run "too_many" {
  command = plan

  variables {
    web_instances = 8
  }

  expect_failures = [var.database_max_connections]
}
