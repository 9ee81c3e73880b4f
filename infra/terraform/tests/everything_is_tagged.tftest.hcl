# npm run check:infra also looks that no resource that can be tagged is left out.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

mock_provider "azapi" {
  source = "./tests/mocks"
}

run "tags" {
  command = plan

  variables {
    tags = { cost_center = "shop", application = "something else" }
  }

  assert {
    condition = alltrue([for tags in concat(
      [azurerm_virtual_network.main.tags, azurerm_private_dns_zone.database.tags, azurerm_private_dns_zone_virtual_network_link.database.tags, azurerm_mysql_flexible_server.main.tags, azurerm_storage_account.site.tags, azurerm_storage_account.backups.tags, azurerm_storage_account.function.tags, azurerm_key_vault.main.tags, azurerm_user_assigned_identity.api.tags, azurerm_user_assigned_identity.function.tags, azurerm_service_plan.main.tags, azurerm_service_plan.function.tags, azurerm_linux_web_app.api[local.first_app].tags, azapi_resource.uploads.tags, azurerm_log_analytics_workspace.main.tags, azurerm_application_insights.main.tags, azurerm_monitor_action_group.main.tags, azurerm_monitor_action_group.budget.tags],
      azurerm_cdn_frontdoor_profile.main[*].tags,
      azurerm_cdn_frontdoor_endpoint.main[*].tags,
      azurerm_cdn_frontdoor_firewall_policy.main[*].tags,
      azurerm_resource_group_template_deployment.rules[*].tags,
      [for one in azurerm_cdn_frontdoor_endpoint.app : one.tags],
      [for one in azurerm_key_vault_secret.database : one.tags],
      [for one in azurerm_key_vault_secret.to_be_put : one.tags],
      azurerm_logic_app_workflow.sms[*].tags,
      azurerm_logic_app_workflow.slack[*].tags,
      azurerm_application_insights_standard_web_test.shop[*].tags,
      azurerm_monitor_metric_alert.shop_is_away[*].tags,
      [for one in azurerm_monitor_metric_alert.main : one.tags],
      [for one in azurerm_monitor_scheduled_query_rules_alert_v2.main : one.tags],
    ) : lookup(tags, "application", "") == "mngshop" && lookup(tags, "environment", "") == var.environment && lookup(tags, "managed_by", "") == "terraform" && lookup(tags, "repository", "") == var.repository])
    error_message = "Who finds a resource finds its shop, its environment and its source."
  }

  assert {
    condition     = azurerm_linux_web_app.api[local.first_app].tags["cost_center"] == "shop" && azurerm_linux_web_app.api[local.first_app].tags["application"] == "mngshop"
    error_message = "Own tags come beside, and replace none."
  }
}
