# storefront/rewrites.json and src/pages decide, as for the server and astro dev.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

mock_provider "azapi" {
  source = "./tests/mocks"
}

run "rewrites" {
  command = plan

  assert {
    condition     = { for rule in jsondecode(azurerm_resource_group_template_deployment.rules[0].parameters_content).rules.value : rule.conditions[0].parameters.matchValues[0] => rule.actions[0].parameters.destination if startswith(rule.name, "Shell") } == { for prefix, shell in jsondecode(file("../../storefront/rewrites.json")) : trimprefix(prefix, "/") => shell }
    error_message = "One shell for every promotion, product and order."
  }

  assert {
    condition     = alltrue([for rule in jsondecode(azurerm_resource_group_template_deployment.rules[0].parameters_content).rules.value : [for condition in rule.conditions : [condition.parameters.operator, condition.parameters.negateCondition]] == [["BeginsWith", false], ["Equal", true]] if startswith(rule.name, "Shell")])
    error_message = "But the list itself is no shell."
  }

  assert {
    condition     = alltrue([for page in ["promotions", "sign-in", "payment-result"] : anytrue([for rule in jsondecode(azurerm_resource_group_template_deployment.rules[0].parameters_content).rules.value : rule.conditions[0].parameters.matchValues == [page] && rule.actions[0].parameters.destination == "/${page}/index.html" if startswith(rule.name, "Page")])])
    error_message = "/promotions is promotions/index.html."
  }

  assert {
    condition     = alltrue([for rule in jsondecode(azurerm_resource_group_template_deployment.rules[0].parameters_content).rules.value : rule.behaviour == "Stop" if anytrue([for action in rule.actions : action.name == "UrlRewrite"])])
    error_message = "One rewrite, then done."
  }

  assert {
    condition     = length(distinct([for rule in jsondecode(azurerm_resource_group_template_deployment.rules[0].parameters_content).rules.value : "${rule.ruleSet}/${rule.name}"])) == length(jsondecode(azurerm_resource_group_template_deployment.rules[0].parameters_content).rules.value)
    error_message = "No rule overwrites another."
  }

  assert {
    condition     = azurerm_storage_account_static_website.site.error_404_document == "404.html"
    error_message = "What is not there says so."
  }
}
