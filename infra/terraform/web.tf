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
  start_command = "node --max-semi-space-size=2 --enable-source-maps --import ./dist/backend/src/boot/sentry.js dist/backend/src/main.js"

  # Two on one plan where a release may not be an outage: it warms up in the one that rests, and visitors are led over
  # (front_door.tf). A plan is what costs; an app on it costs nothing.
  apps = var.blue_green ? { blue = "app-${local.unique}-blue", green = "app-${local.unique}-green" } : { only = "app-${local.unique}" }
}

# Server, console, API and jobs in one process; where there is no edge the storefront too.
resource "azurerm_linux_web_app" "api" {
  for_each            = local.apps
  name                = each.value
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
    ip_restriction_default_action = var.edge ? "Deny" : "Allow"
    dynamic "ip_restriction" {
      for_each = local.front_door_guid
      content {
        name        = "front-door"
        priority    = 100
        action      = "Allow"
        service_tag = "AzureFrontDoor.Backend"
        headers {
          x_azure_fdid = [ip_restriction.value]
        }
      }
    }

    application_stack {
      node_version = local.node_version
    }
  }

  lifecycle {
    # A release stops the one that rests, and gives its settings to the one that comes up (.github/app-settings.mjs): from here
    # they would reach both at a time, and every change restarts the one that visitors are on.
    ignore_changes = [enabled, app_settings]
  }

  depends_on = [azurerm_role_assignment.main, azurerm_key_vault_secret.database]
}
