resource "azurerm_service_plan" "main" {
  name                = "plan-${local.name}"
  resource_group_name = local.resource_group
  location            = var.location
  os_type             = "Linux"
  sku_name            = var.web_sku
  worker_count        = var.web_instances
  tags                = local.tags
}

locals {
  node_version  = "24-lts"
  start_command = "node --enable-source-maps --import ./dist/backend/src/sentry.js dist/backend/src/main.js"
}

# Server, console, API and jobs in one process.
resource "azurerm_linux_web_app" "api" {
  name                = "app-${local.unique}"
  resource_group_name = local.resource_group
  location            = var.location
  service_plan_id     = azurerm_service_plan.main.id
  app_settings        = local.app_settings
  tags                = local.tags

  https_only                                     = true
  client_affinity_enabled                        = false
  virtual_network_subnet_id                      = azurerm_subnet.app.id
  key_vault_reference_identity_id                = azurerm_user_assigned_identity.api.id
  ftp_publish_basic_authentication_enabled       = false
  webdeploy_publish_basic_authentication_enabled = false

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.api.id]
  }

  site_config {
    always_on           = true
    app_command_line    = local.start_command
    ftps_state          = "Disabled"
    http2_enabled       = true
    minimum_tls_version = "1.2"
    use_32_bit_worker   = false
    worker_count        = var.web_instances

    # That the process answers, not that the database does: an instance is no healthier for being replaced meanwhile.
    health_check_path                 = "/healthz"
    health_check_eviction_time_in_min = 5

    # Our Front Door and nobody else's: the service tag alone would admit every customer of Azure.
    ip_restriction_default_action = "Deny"
    ip_restriction {
      name        = "front-door"
      priority    = 100
      action      = "Allow"
      service_tag = "AzureFrontDoor.Backend"
      headers {
        x_azure_fdid = [local.front_door.guid]
      }
    }

    application_stack {
      node_version = local.node_version
    }
  }

  # These stay with the slot when a release is swapped.
  sticky_settings {
    app_setting_names = ["JOBS"]
  }

  depends_on = [azurerm_role_assignment.main, azurerm_key_vault_secret.database_url]
}

# The next release warms up here, on the same database, without running jobs, and is swapped in.
resource "azurerm_linux_web_app_slot" "staging" {
  count          = var.staging_slot ? 1 : 0
  name           = "staging"
  app_service_id = azurerm_linux_web_app.api.id
  app_settings   = merge(local.app_settings, { JOBS = "apart" })
  tags           = local.tags

  https_only                                     = true
  client_affinity_enabled                        = false
  virtual_network_subnet_id                      = azurerm_subnet.app.id
  key_vault_reference_identity_id                = azurerm_user_assigned_identity.api.id
  ftp_publish_basic_authentication_enabled       = false
  webdeploy_publish_basic_authentication_enabled = false

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.api.id]
  }

  site_config {
    always_on           = true
    app_command_line    = local.start_command
    ftps_state          = "Disabled"
    http2_enabled       = true
    minimum_tls_version = "1.2"
    use_32_bit_worker   = false

    health_check_path                 = "/healthz"
    health_check_eviction_time_in_min = 5

    ip_restriction_default_action = "Deny"
    ip_restriction {
      name        = "front-door"
      priority    = 100
      action      = "Allow"
      service_tag = "AzureFrontDoor.Backend"
      headers {
        x_azure_fdid = [local.front_door.guid]
      }
    }

    application_stack {
      node_version = local.node_version
    }
  }
}
