# Names and tags of everything, in one place. Names that the whole of Azure shares end in six characters of the subscription.
data "azurerm_client_config" "current" {}

# Made by bootstrap/, so that each pipeline has rights on its own group and on nothing above it.
data "azurerm_resource_group" "main" {
  name = "rg-mngshop-${var.environment}${local.generation}"
}

locals {
  # A shop that is built again beside a lost one (docs/OPERATIONS.md) has other names in everything that Azure gives once.
  generation = var.generation == 1 ? "" : "-${var.generation}"
  suffix     = "${substr(sha1(var.subscription_id), 0, 6)}${var.generation == 1 ? "" : var.generation}"
  name       = "mngshop-${var.environment}${local.generation}"
  unique     = "mngshop-${var.environment}-${local.suffix}"
  flat       = "mngshop${var.environment}"

  tags = merge(var.tags, {
    application = "mngshop"
    environment = var.environment
    managed_by  = "terraform"
    repository  = var.repository
  })

  resource_group = data.azurerm_resource_group.main.name
  tenant_id      = data.azurerm_client_config.current.tenant_id
  prod           = var.environment == "prod"

  # Tokens of version 2 carry the application's id as audience, and this issuer.
  token_audience = "api://${var.internal_app_id}"
  token_issuer   = "https://login.microsoftonline.com/${local.tenant_id}/v2.0"

  # Without an edge the one app's own name: written out, since the app's settings have it.
  public_host   = coalesce(var.domain, one(azurerm_cdn_frontdoor_endpoint.main[*].host_name), "${values(local.apps)[0]}.azurewebsites.net")
  public_origin = "https://${local.public_host}"
}
