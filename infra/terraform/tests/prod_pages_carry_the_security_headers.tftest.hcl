# The static website sets none: the edge does, as the server would.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

mock_provider "azapi" {
  source = "./tests/mocks"
}

run "headers" {
  command = plan

  assert {
    condition     = toset([for action in flatten([for rule in jsondecode(azurerm_resource_group_template_deployment.rules[0].parameters_content).rules.value : rule.actions if startswith(rule.ruleSet, "Pages")]) : action.parameters.headerName if action.name == "ModifyResponseHeader"]) == toset(concat(keys(jsondecode(file("./site-headers.json"))), ["Cache-Control"]))
    error_message = "Each header of site-headers.json."
  }

  assert {
    condition     = join("", [for action in flatten([for rule in jsondecode(azurerm_resource_group_template_deployment.rules[0].parameters_content).rules.value : rule.actions if startswith(rule.ruleSet, "Pages") && rule.name != "Postcode"]) : action.parameters.value if action.name == "ModifyResponseHeader" && try(action.parameters.headerName, "") == "Content-Security-Policy"]) == jsondecode(file("./site-headers.json"))["Content-Security-Policy"]
    error_message = "The policy is whole, although it is sent in pieces."
  }

  assert {
    condition = [for rule in jsondecode(azurerm_resource_group_template_deployment.rules[0].parameters_content).rules.value : [
      rule.behaviour, flatten([for condition in rule.conditions : condition.parameters.matchValues]), join("", [for action in rule.actions : action.parameters.value]), rule.actions[0].parameters.headerAction
    ] if rule.name == "Postcode"] == [["Continue", ["checkout", "checkout/", "account", "account/"], jsondecode(file("./site-headers-postcode.json"))["Content-Security-Policy"], "Overwrite"]]
    error_message = "The postcode window loads where an address is typed in."
  }

  assert {
    condition     = !strcontains(local.page_headers["Content-Security-Policy"], "daum")
    error_message = "And on no other page."
  }

  assert {
    condition     = alltrue([for action in flatten([for rule in jsondecode(azurerm_resource_group_template_deployment.rules[0].parameters_content).rules.value : rule.actions]) : length(try(action.parameters.value, "")) <= 640])
    error_message = "Front Door takes 640 characters."
  }

  assert {
    condition     = alltrue([for rule in jsondecode(azurerm_resource_group_template_deployment.rules[0].parameters_content).rules.value : length(rule.actions) <= 5])
    error_message = "And five actions a rule."
  }

  assert {
    condition     = contains(azurerm_cdn_frontdoor_route.pages[0].cdn_frontdoor_rule_set_ids, azurerm_cdn_frontdoor_rule_set.main["pages"].id)
    error_message = "And pages go through them."
  }
}
