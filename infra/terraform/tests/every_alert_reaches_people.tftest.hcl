# 5xx, latency, health, the database's CPU and disk, and messages that were given up.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

mock_provider "azapi" {
  source = "./tests/mocks"
}

run "alerts" {
  command = plan

  assert {
    condition     = alltrue([for name in ["server-errors", "slow-answers", "unhealthy-instance", "database-cpu", "database-storage", "database-connections"] : anytrue([for alert in keys(azurerm_monitor_metric_alert.main) : startswith(alert, name)])])
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
    condition     = toset([for name, alert in azurerm_monitor_metric_alert.main : [for scope in alert.scopes : scope][0] if startswith(name, "server-errors")]) == toset([for app in azurerm_linux_web_app.api : app.id]) && length([for name in keys(azurerm_monitor_metric_alert.main) : name if startswith(name, "server-errors")]) == length(azurerm_linux_web_app.api)
    error_message = "Each app is watched."
  }

  assert {
    condition     = alltrue([for alert in concat(values(azurerm_monitor_metric_alert.main), values(azurerm_monitor_scheduled_query_rules_alert_v2.main), azurerm_monitor_metric_alert.shop_is_away[*]) : can(regex("^[A-Z0-9].{40,}\\. https://github.com/mngshop/mngshop/blob/main/docs/OPERATIONS.md#[a-z-]+$", alert.description))])
    error_message = "In words that say what to do, and where the rest of it stands."
  }

  assert {
    condition     = strcontains(azurerm_monitor_scheduled_query_rules_alert_v2.main["dead-messages"].criteria[0].query, "A message was given up")
    error_message = "By the words deliver-outbox.ts logs."
  }

  assert {
    condition = alltrue([for name, over in { payments-wait = 2400, messages-wait = 1800, settlement-late = 3600, refunds-overdue = 0 } : (
      azurerm_monitor_scheduled_query_rules_alert_v2.main[name].criteria[0].threshold == over
      && azurerm_monitor_scheduled_query_rules_alert_v2.main[name].criteria[0].operator == "GreaterThan"
      && azurerm_monitor_scheduled_query_rules_alert_v2.main[name].criteria[0].time_aggregation_method == "Maximum"
      && azurerm_monitor_scheduled_query_rules_alert_v2.main[name].criteria[0].metric_measure_column == "value"
      && endswith(azurerm_monitor_scheduled_query_rules_alert_v2.main[name].criteria[0].query, "| project value = todouble(figures.${local.figure_alerts[name].figure})")
    )])
    error_message = "What loses money is watched by the figures that the app logs."
  }

  assert {
    condition     = azurerm_monitor_scheduled_query_rules_alert_v2.main["nothing-is-measured"].criteria[0].operator == "LessThan" && azurerm_monitor_scheduled_query_rules_alert_v2.main["nothing-is-measured"].criteria[0].threshold == 1 && azurerm_monitor_scheduled_query_rules_alert_v2.main["nothing-is-measured"].criteria[0].time_aggregation_method == "Count"
    error_message = "And that they are logged at all."
  }

  assert {
    condition     = alltrue([for app in azurerm_linux_web_app.api : tonumber(app.app_settings["FIGURES_SECONDS"]) <= 300])
    error_message = "More than once in the time that an alert looks back."
  }

  assert {
    condition     = strcontains(azurerm_monitor_scheduled_query_rules_alert_v2.main["log-tampered"].criteria[0].query, "A log is not what was sealed") && azurerm_monitor_scheduled_query_rules_alert_v2.main["log-tampered"].severity == 0
    error_message = "By the words check-logs.ts logs."
  }

  assert {
    condition     = strcontains(azurerm_application_insights_workbook.shop.data_json, azurerm_log_analytics_workspace.main.id) && !strcontains(azurerm_application_insights_workbook.shop.data_json, "WORKSPACE_ID")
    error_message = "The dashboard asks this environment's workspace."
  }

  assert {
    condition     = alltrue([for name in keys(azurerm_linux_web_app.api) : contains([for log in azurerm_monitor_diagnostic_setting.main["web-${name}"].enabled_log : log.category], "AppServiceConsoleLogs")])
    error_message = "The app's lines are there to be searched."
  }

  assert {
    condition     = toset([for receiver in azurerm_monitor_action_group.main.email_receiver : receiver.email_address]) == toset(var.alert_emails) && length(azurerm_monitor_action_group.main.logic_app_receiver) == (var.real_slack ? 1 : 0)
    error_message = "The group is people, and Slack where there is one."
  }
}
