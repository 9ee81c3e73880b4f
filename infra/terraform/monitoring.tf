resource "azurerm_log_analytics_workspace" "main" {
  name                         = "log-${local.name}"
  resource_group_name          = local.resource_group
  location                     = var.location
  sku                          = "PerGB2018"
  retention_in_days            = var.log_days
  daily_quota_gb               = var.log_daily_gb
  local_authentication_enabled = false
  tags                         = local.tags
}

# The function's requests and the test from outside. The shop itself reports to Sentry, and its lines go to the workspace.
resource "azurerm_application_insights" "main" {
  name                 = "appi-${local.name}"
  resource_group_name  = local.resource_group
  location             = var.location
  workspace_id         = azurerm_log_analytics_workspace.main.id
  application_type     = "Node.JS"
  daily_data_cap_in_gb = var.log_daily_gb
  retention_in_days    = 30
  tags                 = local.tags
}

resource "azurerm_monitor_diagnostic_setting" "main" {
  for_each = merge({ for name, app in azurerm_linux_web_app.api :
    "web-${name}" => { on = app.id, logs = ["AppServiceConsoleLogs", "AppServiceHTTPLogs", "AppServicePlatformLogs"] }
    }, {
    vault = { on = azurerm_key_vault.main.id, logs = ["AuditEvent"] }
    # Who read, wrote or deleted a backup.
    backups  = { on = "${azurerm_storage_account.backups.id}/blobServices/default", logs = ["StorageRead", "StorageWrite", "StorageDelete"] }
    database = { on = azurerm_mysql_flexible_server.main.id, logs = ["MySqlSlowLogs"] }
  })
  name                       = "to-workspace"
  target_resource_id         = each.value.on
  log_analytics_workspace_id = azurerm_log_analytics_workspace.main.id

  dynamic "enabled_log" {
    for_each = each.value.logs
    content {
      category = enabled_log.value
    }
  }
}

resource "azurerm_monitor_action_group" "main" {
  name                = "ag-${local.name}"
  resource_group_name = local.resource_group
  short_name          = substr("mng-${var.environment}", 0, 12)
  tags                = local.tags

  dynamic "email_receiver" {
    for_each = { for index, address in var.alert_emails : "person-${index + 1}" => address }
    content {
      name                    = email_receiver.key
      email_address           = email_receiver.value
      use_common_alert_schema = true
    }
  }

  dynamic "logic_app_receiver" {
    for_each = azurerm_logic_app_trigger_custom.slack[*]
    content {
      name                    = "slack"
      resource_id             = azurerm_logic_app_workflow.slack[0].id
      callback_url            = logic_app_receiver.value.callback_url
      use_common_alert_schema = true
    }
  }
}

locals {
  # Each alert says what is the matter and what to do, and where the whole of it stands: a heading of docs/OPERATIONS.md.
  run_book = "https://github.com/${var.repository}/blob/main/docs/OPERATIONS.md#"

  # severity: 0 and 1 wake somebody, 2 is for the working day.
  app_alerts = {
    server-errors = {
      namespace = "Microsoft.Web/sites", metric = "Http5xx", aggregation = "Total"
      operator  = "GreaterThan", threshold = 5, severity = 1, window = "PT5M"
      what      = "More than 5 answers of the shop in 5 minutes were 5xx. Look at Sentry, or at the log; if a release was just made, take it back."
      anchor    = "the-shop-answers-with-errors"
    }
    slow-answers = {
      namespace = "Microsoft.Web/sites", metric = "HttpResponseTime", aggregation = "Average"
      operator  = "GreaterThan", threshold = 2, severity = 2, window = "PT15M"
      what      = "The shop took more than 2 s on average for 15 minutes. Look whether the plan's CPU, the database's CPU or one slow query is the cause."
      anchor    = "the-shop-is-slow"
    }
    unhealthy-instance = {
      namespace = "Microsoft.Web/sites", metric = "HealthCheckStatus", aggregation = "Average"
      operator  = "LessThan", threshold = 100, severity = 1, window = "PT5M"
      what      = "An instance of the shop does not answer /healthz. Azure replaces it within minutes; if this comes back, look at the log."
      anchor    = "the-shop-answers-with-errors"
    }
  }
  plan_and_database_alerts = {
    plan-memory = {
      on       = azurerm_service_plan.main.id, namespace = "Microsoft.Web/serverfarms", metric = "MemoryPercentage", aggregation = "Average"
      operator = "GreaterThan", threshold = 90, severity = 2, window = "PT15M"
      what     = "The plan's memory is used to 90 %. See that the resting app is stopped; then raise web_sku."
      anchor   = "the-shop-is-slow"
    }
    plan-cpu = {
      on       = azurerm_service_plan.main.id, namespace = "Microsoft.Web/serverfarms", metric = "CpuPercentage", aggregation = "Average"
      operator = "GreaterThan", threshold = 85, severity = 2, window = "PT15M"
      what     = "The plan's CPU is used to 85 %. If it lasts: web_sku or web_instances."
      anchor   = "the-shop-is-slow"
    }
    database-cpu = {
      on       = azurerm_mysql_flexible_server.main.id, namespace = "Microsoft.DBforMySQL/flexibleServers", metric = "cpu_percent", aggregation = "Average"
      operator = "GreaterThan", threshold = 80, severity = 2, window = "PT15M"
      what     = "The database's CPU is used to 80 %. Look at the slow-query log; if it is simply busy: database_sku."
      anchor   = "the-shop-is-slow"
    }
    database-credits = {
      on       = azurerm_mysql_flexible_server.main.id, namespace = "Microsoft.DBforMySQL/flexibleServers", metric = "cpu_credits_remaining", aggregation = "Minimum"
      operator = "LessThan", threshold = 30, severity = 1, window = "PT15M"
      what     = "The database has saved up fewer than 30 CPU credits; at none it is five times as slow. Raise database_sku now."
      anchor   = "the-shop-is-slow"
    }
    database-storage = {
      on       = azurerm_mysql_flexible_server.main.id, namespace = "Microsoft.DBforMySQL/flexibleServers", metric = "storage_percent", aggregation = "Maximum"
      operator = "GreaterThan", threshold = 80, severity = 1, window = "PT15M"
      what     = "The database's disk is 80 % full. It grows by itself; when it cannot, the server only reads. Raise it by hand, as the run-book says."
      anchor   = "the-database-is-full-or-nearly"
    }
    database-connections = {
      on       = azurerm_mysql_flexible_server.main.id, namespace = "Microsoft.DBforMySQL/flexibleServers", metric = "active_connections", aggregation = "Maximum"
      operator = "GreaterThan", threshold = floor(var.database_max_connections * 0.8), severity = 2, window = "PT15M"
      what     = "80 % of the database's connections are taken. See that the resting app is stopped; then database_max_connections, or a smaller database_pool."
      anchor   = "the-shop-is-slow"
    }
  }

  metric_alerts = merge(
    { for pair in setproduct(keys(local.app_alerts), keys(local.apps)) : length(local.apps) == 1 ? pair[0] : "${pair[0]}-${pair[1]}" =>
    merge(local.app_alerts[pair[0]], { on = azurerm_linux_web_app.api[pair[1]].id }) },
    # Only what is saved up for can be used up.
    { for name, alert in local.plan_and_database_alerts : name => alert if name != "database-credits" || startswith(var.database_sku, "B_") },
  )

  # The line that the app logs every minute (backend/src/jobs/rules/figures.ts).
  figures = "AppServiceConsoleLogs | where ResultDescription has '\"figures\":' | extend figures = parse_json(ResultDescription).figures"

  # What loses money where nobody looks: a figure that is too high for as long as a look back.
  figure_alerts = {
    payments-wait = {
      figure = "payments_oldest_seconds", over = 2400, severity = 1
      what   = "A payment has waited for 40 minutes for Bootpay to say whether it was made; its buyer sees that it is being checked. See whether Bootpay is down."
      anchor = "bootpay-is-down"
    }
    messages-wait = {
      figure = "messages_oldest_seconds", over = 1800, severity = 2
      what   = "A message to a customer or to Slack has not left for half an hour. See whether SMS or Slack is down, and whether the jobs run."
      anchor = "sms-or-slack-is-down"
    }
    settlement-late = {
      figure = "settlement_lag_seconds", over = 3600, severity = 1
      what   = "A promotion closed an hour ago and is not settled: nobody has their difference back and nothing is shipped. See what it waits for."
      anchor = "money-waits"
    }
    refunds-overdue = {
      figure = "refunds_overdue", over = 0, severity = 0
      what   = "A refund is past its legal day; interest of 15 % a year runs against the shop. Make it now, by hand if need be."
      anchor = "money-waits"
    }
  }

  log_alerts = merge({ for name, alert in local.figure_alerts : name => {
    query    = "${local.figures} | project value = todouble(figures.${alert.figure})"
    measure  = "value", operator = "GreaterThan", count = alert.over
    severity = alert.severity, what = alert.what, anchor = alert.anchor
    } }, {
    nothing-is-measured = {
      query   = local.figures
      measure = null, operator = "LessThan", count = 1, severity = 1
      what    = "The shop has not logged its figures for 15 minutes: it is away, its database is, or its log does not arrive. The alerts on money are blind meanwhile."
      anchor  = "the-shop-is-away"
    }
    log-tampered = {
      query   = "AppServiceConsoleLogs | where ResultDescription has 'A log is not what was sealed'"
      measure = null, operator = "GreaterThan", count = 0, severity = 0
      what    = "A log of what staff did or saw is not what was sealed: somebody changed or deleted rows. Keep everything as it is, and look."
      anchor  = "a-log-was-tampered-with"
    }
    dead-messages = {
      query   = "AppServiceConsoleLogs | where ResultDescription has 'A message was given up'"
      measure = null, operator = "GreaterThan", count = 0, severity = 1
      what    = "A message to a customer or to Slack was given up after ten tries. The console's outbox (나간 메시지) sends it again."
      anchor  = "sms-or-slack-is-down"
    }
    faults = {
      query   = "AppServiceConsoleLogs | where ResultDescription has '\"level\":50' or ResultDescription has '\"level\":60'"
      measure = null, operator = "GreaterThan", count = 10, severity = 2
      what    = "The shop logged more than 10 errors in 15 minutes. Read them in Log Analytics; Sentry has them grouped."
      anchor  = "the-shop-answers-with-errors"
    }
  })
}

resource "azurerm_monitor_metric_alert" "main" {
  for_each            = local.metric_alerts
  name                = "${each.key}-${local.name}"
  resource_group_name = local.resource_group
  description         = "${each.value.what} ${local.run_book}${each.value.anchor}"
  scopes              = [each.value.on]
  severity            = each.value.severity
  frequency           = "PT5M"
  window_size         = each.value.window
  tags                = local.tags

  criteria {
    metric_namespace = each.value.namespace
    metric_name      = each.value.metric
    aggregation      = each.value.aggregation
    operator         = each.value.operator
    threshold        = each.value.threshold
  }

  action {
    action_group_id = azurerm_monitor_action_group.main.id
  }
}

resource "azurerm_monitor_scheduled_query_rules_alert_v2" "main" {
  for_each             = local.log_alerts
  name                 = "${each.key}-${local.name}"
  resource_group_name  = local.resource_group
  location             = var.location
  description          = "${each.value.what} ${local.run_book}${each.value.anchor}"
  scopes               = [azurerm_log_analytics_workspace.main.id]
  severity             = each.value.severity
  evaluation_frequency = "PT15M"
  window_duration      = "PT15M"
  # The table comes with the first line the app logs.
  skip_query_validation   = true
  auto_mitigation_enabled = true
  tags                    = local.tags

  criteria {
    query                   = each.value.query
    time_aggregation_method = each.value.measure == null ? "Count" : "Maximum"
    metric_measure_column   = each.value.measure
    operator                = each.value.operator
    threshold               = each.value.count
  }

  action {
    action_groups = [azurerm_monitor_action_group.main.id]
  }
}

# The dashboard: what the figures were, beside answers, faults and security events.
resource "azurerm_application_insights_workbook" "shop" {
  name                = uuidv5("dns", "shop.${local.name}")
  resource_group_name = local.resource_group
  location            = var.location
  display_name        = "MNG shop (${var.environment})"
  source_id           = lower(azurerm_log_analytics_workspace.main.id)
  data_json           = replace(file("${path.module}/workbooks/shop.json"), "WORKSPACE_ID", azurerm_log_analytics_workspace.main.id)
  tags                = local.tags
}

# From outside, through Front Door to the database: a shop that gets no requests counts no errors.
resource "azurerm_application_insights_standard_web_test" "shop" {
  count                   = local.prod ? 1 : 0
  name                    = "shop-answers-${local.name}"
  resource_group_name     = local.resource_group
  location                = var.location
  application_insights_id = azurerm_application_insights.main.id
  geo_locations           = ["apac-jp-kaw-edge", "apac-hk-hkn-azr", "apac-sg-sin-azr"]
  frequency               = 900
  timeout                 = 30
  enabled                 = true
  retry_enabled           = true
  tags                    = local.tags

  request {
    url = "${local.public_origin}/api/customer/universities"
  }

  validation_rules {
    expected_status_code        = 200
    ssl_check_enabled           = true
    ssl_cert_remaining_lifetime = 7
  }
}

resource "azurerm_monitor_metric_alert" "shop_is_away" {
  count               = local.prod ? 1 : 0
  name                = "shop-is-away-${local.name}"
  resource_group_name = local.resource_group
  description         = "The shop does not answer from two places outside, or its certificate ends within a week. Open it yourself, then go through the list. ${local.run_book}the-shop-is-away"
  scopes              = [azurerm_application_insights_standard_web_test.shop[0].id, azurerm_application_insights.main.id]
  severity            = 0
  frequency           = "PT5M"
  window_size         = "PT30M"
  tags                = local.tags

  application_insights_web_test_location_availability_criteria {
    web_test_id           = azurerm_application_insights_standard_web_test.shop[0].id
    component_id          = azurerm_application_insights.main.id
    failed_location_count = 2
  }

  action {
    action_group_id = azurerm_monitor_action_group.main.id
  }
}
