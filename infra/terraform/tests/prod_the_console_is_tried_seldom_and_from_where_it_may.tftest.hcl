# At the edge, before anything is asked of the app.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

mock_provider "azapi" {
  source = "./tests/mocks"
}

run "a_rate" {
  command = plan

  variables {
    admin_requests_per_minute = 120
  }

  assert {
    condition     = [for rule in azurerm_cdn_frontdoor_firewall_policy.main[0].custom_rule : "${rule.type} ${rule.rate_limit_threshold} ${rule.rate_limit_duration_in_minutes} ${rule.action}"] == ["RateLimitRule 120 1 Block", "RateLimitRule 300 1 Block", "RateLimitRule 30000 1 Block"]
    error_message = "So many a minute from one address: the console, signing in, the API."
  }

  assert {
    condition     = alltrue([for address in ["/api/customer/session", "/api/customer/sign-up", "//api/customer/password-reset?x=1", "https://www.mngshop.example/api/admin/session"] : can(regex(local.sign_in_path, address))]) && !anytrue([for address in ["/api/customer/sessions", "/api/customer/promotions", "/sign-up", "/api/customer/me?next=/api/customer/session"] : can(regex(local.sign_in_path, address))])
    error_message = "What signs in, however it is written, and nothing else."
  }

  assert {
    condition     = [for condition in azurerm_cdn_frontdoor_firewall_policy.main[0].custom_rule[1].match_condition : "${condition.match_variable} ${condition.operator}"] == ["RequestMethod Equal", "RequestUri RegEx"]
    error_message = "Who asks whether they are signed in does not sign in."
  }

  assert {
    condition     = can(regex(local.api_path, "/api/customer/promotions")) && !can(regex(local.api_path, "/apia")) && !can(regex(local.api_path, "/promotions/api"))
    error_message = "The API, and no page."
  }

  assert {
    condition     = azurerm_cdn_frontdoor_firewall_policy.main[0].mode == "Prevention" && azurerm_cdn_frontdoor_firewall_policy.main[0].enabled
    error_message = "It refuses, and does not only write down."
  }

  assert {
    condition     = alltrue([for address in ["/admin", "/admin/login", "//admin/api", "/admin?x=1", "https://www.mngshop.example/admin/login"] : can(regex(local.admin_path, address))]) && !anytrue([for address in ["/administration", "/products/admin", "/api/customer/me?next=/admin", "https://www.mngshop.example/"] : can(regex(local.admin_path, address))])
    error_message = "The console, however it is written, and nothing else."
  }
}

run "from_the_office" {
  command = plan

  variables {
    admin_allowed_addresses = ["203.0.113.7", "198.51.100.0/24"]
  }

  assert {
    condition     = [for condition in azurerm_cdn_frontdoor_firewall_policy.main[0].custom_rule[0].match_condition : "${condition.match_variable} ${condition.operator} ${condition.negation_condition}"] == ["RequestUri RegEx false", "RemoteAddr IPMatch true"] && azurerm_cdn_frontdoor_firewall_policy.main[0].custom_rule[0].priority < azurerm_cdn_frontdoor_firewall_policy.main[0].custom_rule[1].priority
    error_message = "Refused first: the console, from anywhere but there."
  }

  assert {
    condition     = azurerm_cdn_frontdoor_firewall_policy.main[0].custom_rule[0].match_condition[1].match_values == tolist(["203.0.113.7", "198.51.100.0/24"])
    error_message = "Those addresses."
  }
}

run "not_an_address" {
  command = plan

  variables {
    admin_allowed_addresses = ["the office"]
  }

  expect_failures = [var.admin_allowed_addresses]
}
