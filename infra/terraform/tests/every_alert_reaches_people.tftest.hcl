# 5xx, latency, health, the database's CPU and disk, and messages that were given up.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

run "alerts" {
  command = plan

  assert {
    condition     = alltrue([for name in ["server-errors", "slow-answers", "unhealthy-instance", "database-cpu", "database-storage", "database-connections"] : contains(keys(azurerm_monitor_metric_alert.main), name)])
    error_message = "Each of these is watched."
  }

  assert {
    condition     = alltrue([for alert in azurerm_monitor_metric_alert.main : [for action in alert.action : action.action_group_id] == [azurerm_monitor_action_group.main.id]])
    error_message = "Each tells the group."
  }

  assert {
    condition     = alltrue([for alert in azurerm_monitor_scheduled_query_rules_alert_v2.main : alert.action[0].action_groups == tolist([azurerm_monitor_action_group.main.id])])
    error_message = "Those on logs too."
  }

  assert {
    condition     = strcontains(azurerm_monitor_scheduled_query_rules_alert_v2.main["dead-messages"].criteria[0].query, "A message was given up")
    error_message = "By the words deliver-outbox.ts logs."
  }

  assert {
    condition     = contains(flatten([for log in azurerm_monitor_diagnostic_setting.main["web"].enabled_log : log.category]), "AppServiceConsoleLogs")
    error_message = "The app's lines are there to be searched."
  }

  assert {
    condition     = toset([for receiver in azurerm_monitor_action_group.main.email_receiver : receiver.email_address]) == toset(var.alert_emails) && length(azurerm_monitor_action_group.main.logic_app_receiver) == (var.real_slack ? 1 : 0)
    error_message = "The group is people, and Slack where there is one."
  }
}
