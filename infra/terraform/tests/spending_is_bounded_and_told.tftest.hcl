# A budget for people, a daily cap for logs.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

mock_provider "azapi" {
  source = "./tests/mocks"
}

run "budget" {
  command = plan

  assert {
    condition     = azurerm_consumption_budget_resource_group.main[0].amount == var.budget_amount && azurerm_consumption_budget_resource_group.main[0].resource_group_id == data.azurerm_resource_group.main.id
    error_message = "A budget for all of it."
  }

  assert {
    condition     = toset([for notification in azurerm_consumption_budget_resource_group.main[0].notification : "${notification.threshold_type} ${notification.threshold}"]) == toset(["Actual 80", "Actual 100", "Forecasted 100"])
    error_message = "Told at 80 %, at 100 %, and before."
  }

  assert {
    condition     = alltrue([for notification in azurerm_consumption_budget_resource_group.main[0].notification : toset(notification.contact_emails) == toset(var.alert_emails)])
    error_message = "Told to people."
  }

  assert {
    condition     = azurerm_consumption_budget_resource_group.main[0].time_period[0].start_date == formatdate("YYYY-MM-01'T'00:00:00'Z'", plantimestamp())
    error_message = "From the month in which it is made: Azure refuses an earlier one."
  }

  assert {
    condition     = alltrue([for notification in azurerm_consumption_budget_resource_group.main[0].notification : length(notification.contact_groups) == (var.real_slack ? 1 : 0)]) && alltrue([for receiver in azurerm_monitor_action_group.budget.logic_app_receiver : receiver.use_common_alert_schema == false])
    error_message = "And to Slack, without the common schema."
  }

  assert {
    condition     = alltrue([for profile in azurerm_cdn_frontdoor_profile.main : profile.resource_group_name == azurerm_monitor_action_group.budget.resource_group_name])
    error_message = "Front Door is in the group that is counted."
  }

  assert {
    condition     = azurerm_log_analytics_workspace.main.daily_quota_gb == var.log_daily_gb && azurerm_application_insights.main.daily_data_cap_in_gb == var.log_daily_gb
    error_message = "Logs have a daily cap."
  }
}

run "the_first_48_hours_of_a_subscription" {
  command = plan

  variables {
    budget_enabled = false
  }

  assert {
    condition     = length(azurerm_consumption_budget_resource_group.main) == 0
    error_message = "Azure takes none yet, and the rest is made all the same."
  }
}
