# The edge's own firewall: custom rules are part of Front Door Standard (managed sets would need Premium).
locals {
  # The console and its files, however it is written; whether the edge matches the path or the whole address.
  admin_path = "^(https?://[^/]+)?/+admin([/?#;]|$)"
  # Where passwords are hashed and codes are sent.
  sign_in_path = "^(https?://[^/]+)?/+api/+(admin|customer)/+(session|sign-up|password-reset|phone[^/?]*)([/?#;]|$)"
  api_path     = "^(https?://[^/]+)?/+api([/?#;]|$)"

  firewall_rules = concat(
    length(var.admin_allowed_addresses) == 0 ? [] : [{
      name = "ConsoleFromKnownAddresses", priority = 1, type = "MatchRule", threshold = null
      conditions = [
        { variable = "RequestUri", operator = "RegEx", negate = false, values = [local.admin_path], transforms = ["Lowercase"] },
        { variable = "RemoteAddr", operator = "IPMatch", negate = true, values = var.admin_allowed_addresses, transforms = [] },
      ]
    }],
    # Counted by address: enough for an office behind one, far too little for trying passwords.
    [{
      name = "ConsoleNotTooOften", priority = 2, type = "RateLimitRule", threshold = var.admin_requests_per_minute
      conditions = [
        { variable = "RequestUri", operator = "RegEx", negate = false, values = [local.admin_path], transforms = ["Lowercase"] },
      ]
    }],
    # A campus stands behind one address: room for all of it, and an end for a program that does nothing else.
    [{
      name = "SignInNotTooOften", priority = 3, type = "RateLimitRule", threshold = var.sign_ins_per_minute
      conditions = [
        { variable = "RequestMethod", operator = "Equal", negate = false, values = ["POST", "PUT"], transforms = [] },
        { variable = "RequestUri", operator = "RegEx", negate = false, values = [local.sign_in_path], transforms = ["Lowercase"] },
      ]
      }, {
      name = "ApiNotTooOften", priority = 4, type = "RateLimitRule", threshold = var.api_requests_per_minute
      conditions = [
        { variable = "RequestUri", operator = "RegEx", negate = false, values = [local.api_path], transforms = ["Lowercase"] },
      ]
    }],
  )
}

resource "azurerm_cdn_frontdoor_firewall_policy" "main" {
  count               = var.edge ? 1 : 0
  name                = "waf${local.flat}${local.suffix}"
  resource_group_name = local.resource_group
  sku_name            = "Standard_AzureFrontDoor"
  mode                = "Prevention"
  enabled             = true
  tags                = local.tags

  dynamic "custom_rule" {
    for_each = local.firewall_rules
    content {
      name                           = custom_rule.value.name
      action                         = "Block"
      enabled                        = true
      priority                       = custom_rule.value.priority
      type                           = custom_rule.value.type
      rate_limit_duration_in_minutes = 1
      rate_limit_threshold           = coalesce(custom_rule.value.threshold, 10)

      dynamic "match_condition" {
        for_each = custom_rule.value.conditions
        content {
          match_variable     = match_condition.value.variable
          operator           = match_condition.value.operator
          negation_condition = match_condition.value.negate
          match_values       = match_condition.value.values
          transforms         = match_condition.value.transforms
        }
      }
    }
  }
}

resource "azurerm_cdn_frontdoor_security_policy" "main" {
  count                    = var.edge ? 1 : 0
  name                     = "console-${local.name}"
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.main[0].id

  security_policies {
    firewall {
      cdn_frontdoor_firewall_policy_id = azurerm_cdn_frontdoor_firewall_policy.main[0].id
      association {
        patterns_to_match = ["/*"]
        domain {
          cdn_frontdoor_domain_id = var.domain == null ? azurerm_cdn_frontdoor_endpoint.main[0].id : azurerm_cdn_frontdoor_custom_domain.main[0].id
        }
      }
    }
  }
}
