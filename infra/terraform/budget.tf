# Everything of an environment is in its one group, Front Door included.
#
# A group of its own for the budget's messages: whether a budget may use the common alert schema Microsoft has said both ways
# (azure.microsoft.com/updates, 2022-05-30: it may; its tutorial and API before and after: leave it off), so it is off here and
# workflows/slack.json reads both shapes.
resource "azurerm_monitor_action_group" "budget" {
  name                = "ag-budget-${local.name}"
  resource_group_name = local.resource_group
  short_name          = substr("cost-${var.environment}", 0, 12)
  tags                = local.tags

  dynamic "logic_app_receiver" {
    for_each = azurerm_logic_app_trigger_custom.slack[*]
    content {
      name                    = "slack"
      resource_id             = azurerm_logic_app_workflow.slack[0].id
      callback_url            = logic_app_receiver.value.callback_url
      use_common_alert_schema = false
    }
  }
}

resource "azurerm_consumption_budget_resource_group" "main" {
  count             = var.budget_enabled ? 1 : 0
  name              = "budget-${local.name}"
  resource_group_id = data.azurerm_resource_group.main.id
  amount            = var.budget_amount
  time_grain        = "Monthly"

  time_period {
    # The month in which it is made: Azure takes no earlier one.
    start_date = formatdate("YYYY-MM-01'T'00:00:00'Z'", plantimestamp())
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
      contact_groups = length(azurerm_logic_app_trigger_custom.slack) > 0 ? [azurerm_monitor_action_group.budget.id] : []
    }
  }

  lifecycle {
    # Azure moves it on.
    ignore_changes = [time_period]
  }
}
