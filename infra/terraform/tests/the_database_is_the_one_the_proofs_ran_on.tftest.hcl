# READ COMMITTED, a lock time-out of 5 s, utf8mb4 and UTC; and it speaks TLS only.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

mock_provider "azapi" {
  source = "./tests/mocks"
}

run "server" {
  command = plan

  assert {
    condition     = azurerm_mysql_flexible_server.main.version == "8.4"
    error_message = "MySQL 8.4."
  }

  assert {
    condition     = azurerm_mysql_flexible_database.shop.charset == "utf8mb4" && azurerm_mysql_flexible_database.shop.collation == "utf8mb4_0900_ai_ci"
    error_message = "Every letter there is."
  }

  assert {
    condition     = azurerm_mysql_flexible_server_configuration.main["transaction_isolation"].value == "READ-COMMITTED"
    error_message = "The shop refuses to start on anything else."
  }

  assert {
    condition     = azurerm_mysql_flexible_server_configuration.main["innodb_lock_wait_timeout"].value == "5"
    error_message = "Nobody waits for a lock for longer than 5 s."
  }

  assert {
    condition     = azurerm_mysql_flexible_server_configuration.main["require_secure_transport"].value == "ON"
    error_message = "In the clear it does not answer."
  }

  assert {
    condition     = azurerm_mysql_flexible_server_configuration.main["character_set_server"].value == "utf8mb4" && azurerm_mysql_flexible_server_configuration.main["time_zone"].value == "+00:00"
    error_message = "utf8mb4 and UTC."
  }

  assert {
    condition     = azurerm_mysql_flexible_server_configuration.main["slow_query_log"].value == "ON" && tonumber(azurerm_mysql_flexible_server_configuration.main["long_query_time"].value) <= 2 && contains([for log in azurerm_monitor_diagnostic_setting.main["database"].enabled_log : log.category], "MySqlSlowLogs")
    error_message = "Slow queries are written down, and taken to where they are read: the category alone is empty."
  }

  assert {
    condition     = local.database_tls == "%7B%22rejectUnauthorized%22%3Atrue%7D"
    error_message = "And the app asks for TLS, with a certificate that is checked."
  }
}
