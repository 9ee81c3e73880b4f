resource "azurerm_consumption_budget_resource_group" "main" {
  name              = "budget-${local.name}"
  resource_group_id = data.azurerm_resource_group.main.id
  amount            = var.budget_amount
  time_grain        = "Monthly"

  time_period {
    start_date = var.budget_start
  }

  dynamic "notification" {
    for_each = {
      used     = { threshold = 80, type = "Actual" }
      spent    = { threshold = 100, type = "Actual" }
      foreseen = { threshold = 100, type = "Forecasted" }
    }
    content {
      operator       = "GreaterThanOrEqualTo"
      threshold      = notification.value.threshold
      threshold_type = notification.value.type
      contact_emails = var.alert_emails
      contact_groups = [azurerm_monitor_action_group.main.id]
    }
  }

  lifecycle {
    # Azure moves it on.
    ignore_changes = [time_period]
  }
}
