# A budget for people, a daily cap for logs.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

run "budget" {
  command = plan

  assert {
    condition     = azurerm_consumption_budget_resource_group.main.amount == var.budget_amount && azurerm_consumption_budget_resource_group.main.resource_group_id == data.azurerm_resource_group.main.id
    error_message = "A budget for all of it."
  }

  assert {
    condition     = toset([for notification in azurerm_consumption_budget_resource_group.main.notification : "${notification.threshold_type} ${notification.threshold}"]) == toset(["Actual 80", "Actual 100", "Forecasted 100"])
    error_message = "Told at 80 %, at 100 %, and before."
  }

  assert {
    condition     = alltrue([for notification in azurerm_consumption_budget_resource_group.main.notification : toset(notification.contact_emails) == toset(var.alert_emails)])
    error_message = "Told to people."
  }

  assert {
    condition     = azurerm_log_analytics_workspace.main.daily_quota_gb == var.log_daily_gb && azurerm_application_insights.main.daily_data_cap_in_gb == var.log_daily_gb
    error_message = "Logs have a daily cap."
  }
}
