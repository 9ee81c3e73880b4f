# One origin for the browser, so that cookies stay first-party: the API and the console from the web app, the rest from the blobs.
# Each environment that has one has its own: a profile knows no smaller rights than itself, since sets of rules belong to it,
# so one for both would let dev's pipeline, which nobody approves, rewrite production's pages (docs/decisions/0032).
resource "azurerm_cdn_frontdoor_profile" "main" {
  count                    = var.edge ? 1 : 0
  name                     = "afd-${local.name}"
  resource_group_name      = local.resource_group
  sku_name                 = "Standard_AzureFrontDoor"
  response_timeout_seconds = 60
  tags                     = local.tags
}

locals {
  front_door_guid = azurerm_cdn_frontdoor_profile.main[*].resource_guid
  first_app       = keys(local.apps)[0]

  # What the web app answers. dev pays by the simulator; in production there is none.
  api_paths    = concat(["/api/*", "/admin", "/admin/*", "/config.json", "/healthz", "/readyz"], local.prod ? [] : ["/_simulator", "/_simulator/*"])
  asset_paths  = ["/_astro/*", "/images/*"]
  compressible = ["text/html", "text/css", "text/javascript", "application/javascript", "application/json", "image/svg+xml"]

  custom_domain_ids = azurerm_cdn_frontdoor_custom_domain.main[*].id
}

resource "azurerm_cdn_frontdoor_endpoint" "main" {
  count                    = var.edge ? 1 : 0
  name                     = local.unique
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.main[0].id
  tags                     = local.tags
}

# One for each app: a release leads visitors from one group to the other, in a single change of the route (.github/colours.mjs).
# No health probes: with one origin there is nowhere else to go, and a hundred places of Front Door would ask.
resource "azurerm_cdn_frontdoor_origin_group" "main" {
  for_each                 = toset(var.edge ? concat(keys(local.apps), ["site"]) : [])
  name                     = "${each.key}-${local.name}"
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.main[0].id
  session_affinity_enabled = false

  load_balancing {}
}

resource "azurerm_cdn_frontdoor_origin" "api" {
  for_each                       = var.edge ? local.apps : {}
  name                           = "api"
  cdn_frontdoor_origin_group_id  = azurerm_cdn_frontdoor_origin_group.main[each.key].id
  host_name                      = azurerm_linux_web_app.api[each.key].default_hostname
  origin_host_header             = azurerm_linux_web_app.api[each.key].default_hostname
  certificate_name_check_enabled = true
}

resource "azurerm_cdn_frontdoor_origin" "site" {
  count                          = var.edge ? 1 : 0
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
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.main[0].id
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
    azurerm_cdn_frontdoor_route.api[0].id, azurerm_cdn_frontdoor_route.assets[0].id, azurerm_cdn_frontdoor_route.pages[0].id,
  ]
}

# Nothing of this is kept at the edge: every answer is one person's.
resource "azurerm_cdn_frontdoor_route" "api" {
  count                           = var.edge ? 1 : 0
  name                            = "api-${local.name}"
  cdn_frontdoor_endpoint_id       = azurerm_cdn_frontdoor_endpoint.main[0].id
  cdn_frontdoor_origin_group_id   = azurerm_cdn_frontdoor_origin_group.main[local.first_app].id
  cdn_frontdoor_origin_ids        = [azurerm_cdn_frontdoor_origin.api[local.first_app].id]
  cdn_frontdoor_custom_domain_ids = local.custom_domain_ids
  link_to_default_domain          = var.domain == null
  patterns_to_match               = local.api_paths
  supported_protocols             = ["Http", "Https"]
  https_redirect_enabled          = true
  forwarding_protocol             = "HttpsOnly"

  lifecycle {
    # Which of the apps visitors are led to is the releases' business.
    ignore_changes = [cdn_frontdoor_origin_group_id, cdn_frontdoor_origin_ids]
  }
}

# A door for each of the two apps, through which a release asks the resting one whether it is ready before anybody is led
# there. Two addresses and no more: nothing else of it is seen from outside.
resource "azurerm_cdn_frontdoor_endpoint" "app" {
  for_each                 = var.edge && var.blue_green ? local.apps : {}
  name                     = "${each.key}-${local.unique}"
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.main[0].id
  tags                     = local.tags
}

resource "azurerm_cdn_frontdoor_route" "app" {
  for_each                      = azurerm_cdn_frontdoor_endpoint.app
  name                          = "${each.key}-${local.name}"
  cdn_frontdoor_endpoint_id     = each.value.id
  cdn_frontdoor_origin_group_id = azurerm_cdn_frontdoor_origin_group.main[each.key].id
  cdn_frontdoor_origin_ids      = [azurerm_cdn_frontdoor_origin.api[each.key].id]
  link_to_default_domain        = true
  patterns_to_match             = ["/healthz", "/readyz"]
  supported_protocols           = ["Https"]
  https_redirect_enabled        = false
  forwarding_protocol           = "HttpsOnly"
}

# Their names change with their content: kept for a year.
resource "azurerm_cdn_frontdoor_route" "assets" {
  count                           = var.edge ? 1 : 0
  name                            = "assets-${local.name}"
  cdn_frontdoor_endpoint_id       = azurerm_cdn_frontdoor_endpoint.main[0].id
  cdn_frontdoor_origin_group_id   = azurerm_cdn_frontdoor_origin_group.main["site"].id
  cdn_frontdoor_origin_ids        = [azurerm_cdn_frontdoor_origin.site[0].id]
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
  count                           = var.edge ? 1 : 0
  name                            = "pages-${local.name}"
  cdn_frontdoor_endpoint_id       = azurerm_cdn_frontdoor_endpoint.main[0].id
  cdn_frontdoor_origin_group_id   = azurerm_cdn_frontdoor_origin_group.main["site"].id
  cdn_frontdoor_origin_ids        = [azurerm_cdn_frontdoor_origin.site[0].id]
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
