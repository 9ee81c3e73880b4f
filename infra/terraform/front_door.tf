# One origin for the browser, so that cookies stay first-party: the API and the console from the web app, the rest from the blobs.
data "azurerm_cdn_frontdoor_profile" "shared" {
  count               = var.front_door_profile == null ? 0 : 1
  name                = var.front_door_profile.name
  resource_group_name = var.front_door_profile.resource_group_name
}

resource "azurerm_cdn_frontdoor_profile" "own" {
  count                    = var.front_door_profile == null ? 1 : 0
  name                     = "afd-${local.name}"
  resource_group_name      = local.resource_group
  sku_name                 = "Standard_AzureFrontDoor"
  response_timeout_seconds = 60
  tags                     = local.tags
}

locals {
  front_door = var.front_door_profile == null ? {
    id             = azurerm_cdn_frontdoor_profile.own[0].id
    guid           = azurerm_cdn_frontdoor_profile.own[0].resource_guid
    name           = azurerm_cdn_frontdoor_profile.own[0].name
    resource_group = local.resource_group
    } : {
    id             = data.azurerm_cdn_frontdoor_profile.shared[0].id
    guid           = data.azurerm_cdn_frontdoor_profile.shared[0].resource_guid
    name           = data.azurerm_cdn_frontdoor_profile.shared[0].name
    resource_group = var.front_door_profile.resource_group_name
  }

  # What the web app answers. dev pays by the simulator; in production there is none.
  api_paths    = concat(["/api/*", "/admin", "/admin/*", "/config.json", "/healthz", "/readyz"], local.prod ? [] : ["/_simulator", "/_simulator/*"])
  asset_paths  = ["/_astro/*", "/images/*"]
  compressible = ["text/html", "text/css", "text/javascript", "application/javascript", "application/json", "image/svg+xml"]

  custom_domain_ids = azurerm_cdn_frontdoor_custom_domain.main[*].id
}

resource "azurerm_cdn_frontdoor_endpoint" "main" {
  name                     = local.unique
  cdn_frontdoor_profile_id = local.front_door.id
  tags                     = local.tags
}

# No health probes: with one origin there is nowhere else to go, and a hundred places of Front Door would ask.
resource "azurerm_cdn_frontdoor_origin_group" "main" {
  for_each                 = toset(["api", "site"])
  name                     = "${each.key}-${local.name}"
  cdn_frontdoor_profile_id = local.front_door.id
  session_affinity_enabled = false

  load_balancing {}
}

resource "azurerm_cdn_frontdoor_origin" "api" {
  name                           = "api"
  cdn_frontdoor_origin_group_id  = azurerm_cdn_frontdoor_origin_group.main["api"].id
  host_name                      = azurerm_linux_web_app.api.default_hostname
  origin_host_header             = azurerm_linux_web_app.api.default_hostname
  certificate_name_check_enabled = true
}

resource "azurerm_cdn_frontdoor_origin" "site" {
  name                           = "site"
  cdn_frontdoor_origin_group_id  = azurerm_cdn_frontdoor_origin_group.main["site"].id
  host_name                      = azurerm_storage_account.site.primary_web_host
  origin_host_header             = azurerm_storage_account.site.primary_web_host
  certificate_name_check_enabled = true

  depends_on = [azurerm_storage_account_static_website.site]
}

resource "azurerm_cdn_frontdoor_custom_domain" "main" {
  count                    = var.domain == null ? 0 : 1
  name                     = replace(var.domain, ".", "-")
  cdn_frontdoor_profile_id = local.front_door.id
  host_name                = var.domain

  tls {
    certificate_type = "ManagedCertificate"
    minimum_version  = "TLS12"
  }
}

resource "azurerm_cdn_frontdoor_custom_domain_association" "main" {
  count                          = var.domain == null ? 0 : 1
  cdn_frontdoor_custom_domain_id = azurerm_cdn_frontdoor_custom_domain.main[0].id
  cdn_frontdoor_route_ids = [
    azurerm_cdn_frontdoor_route.api.id, azurerm_cdn_frontdoor_route.assets.id, azurerm_cdn_frontdoor_route.pages.id,
  ]
}

# Nothing of this is kept at the edge: every answer is one person's.
resource "azurerm_cdn_frontdoor_route" "api" {
  name                            = "api-${local.name}"
  cdn_frontdoor_endpoint_id       = azurerm_cdn_frontdoor_endpoint.main.id
  cdn_frontdoor_origin_group_id   = azurerm_cdn_frontdoor_origin_group.main["api"].id
  cdn_frontdoor_origin_ids        = [azurerm_cdn_frontdoor_origin.api.id]
  cdn_frontdoor_custom_domain_ids = local.custom_domain_ids
  link_to_default_domain          = var.domain == null
  patterns_to_match               = local.api_paths
  supported_protocols             = ["Http", "Https"]
  https_redirect_enabled          = true
  forwarding_protocol             = "HttpsOnly"
}

# Their names change with their content: kept for a year.
resource "azurerm_cdn_frontdoor_route" "assets" {
  name                            = "assets-${local.name}"
  cdn_frontdoor_endpoint_id       = azurerm_cdn_frontdoor_endpoint.main.id
  cdn_frontdoor_origin_group_id   = azurerm_cdn_frontdoor_origin_group.main["site"].id
  cdn_frontdoor_origin_ids        = [azurerm_cdn_frontdoor_origin.site.id]
  cdn_frontdoor_custom_domain_ids = local.custom_domain_ids
  cdn_frontdoor_rule_set_ids      = [azurerm_cdn_frontdoor_rule_set.main["assets"].id]
  link_to_default_domain          = var.domain == null
  patterns_to_match               = local.asset_paths
  supported_protocols             = ["Http", "Https"]
  https_redirect_enabled          = true
  forwarding_protocol             = "HttpsOnly"

  cache {
    query_string_caching_behavior = "IgnoreQueryString"
    compression_enabled           = true
    content_types_to_compress     = local.compressible
  }

  depends_on = [azurerm_resource_group_template_deployment.rules]
}

resource "azurerm_cdn_frontdoor_route" "pages" {
  name                            = "pages-${local.name}"
  cdn_frontdoor_endpoint_id       = azurerm_cdn_frontdoor_endpoint.main.id
  cdn_frontdoor_origin_group_id   = azurerm_cdn_frontdoor_origin_group.main["site"].id
  cdn_frontdoor_origin_ids        = [azurerm_cdn_frontdoor_origin.site.id]
  cdn_frontdoor_custom_domain_ids = local.custom_domain_ids
  cdn_frontdoor_rule_set_ids      = [azurerm_cdn_frontdoor_rule_set.main["pages"].id]
  link_to_default_domain          = var.domain == null
  patterns_to_match               = ["/*"]
  supported_protocols             = ["Http", "Https"]
  https_redirect_enabled          = true
  forwarding_protocol             = "HttpsOnly"

  cache {
    query_string_caching_behavior = "IgnoreQueryString"
    compression_enabled           = true
    content_types_to_compress     = local.compressible
  }

  depends_on = [azurerm_resource_group_template_deployment.rules]
}
