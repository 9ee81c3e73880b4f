# Cookies stay first-party, and HTTP is sent to HTTPS.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

mock_provider "azapi" {
  source = "./tests/mocks"
}

variables {
  # Where dev rehearses a change of it.
  edge = true
}

run "routes" {
  command = plan

  assert {
    condition     = alltrue([for route in [azurerm_cdn_frontdoor_route.api[0], azurerm_cdn_frontdoor_route.assets[0], azurerm_cdn_frontdoor_route.pages[0]] : route.https_redirect_enabled && route.forwarding_protocol == "HttpsOnly"])
    error_message = "To the browser and to the origins."
  }

  assert {
    condition     = alltrue([for route in [azurerm_cdn_frontdoor_route.api[0], azurerm_cdn_frontdoor_route.assets[0], azurerm_cdn_frontdoor_route.pages[0]] : route.cdn_frontdoor_endpoint_id == azurerm_cdn_frontdoor_endpoint.main[0].id])
    error_message = "One endpoint serves all."
  }

  assert {
    condition     = alltrue([for path in ["/api/*", "/admin", "/admin/*", "/config.json"] : contains(azurerm_cdn_frontdoor_route.api[0].patterns_to_match, path)])
    error_message = "API, console and the page's own settings from the web app."
  }

  assert {
    condition     = azurerm_cdn_frontdoor_origin.site[0].origin_host_header == azurerm_storage_account.site.primary_web_host && azurerm_cdn_frontdoor_origin.api[local.first_app].origin_host_header == azurerm_linux_web_app.api[local.first_app].default_hostname
    error_message = "Each origin is called by its own name."
  }

  assert {
    condition     = azurerm_cdn_frontdoor_origin.site[0].certificate_name_check_enabled && azurerm_cdn_frontdoor_origin.api[local.first_app].certificate_name_check_enabled
    error_message = "And proves it."
  }

  assert {
    condition     = azurerm_linux_web_app.api[local.first_app].app_settings["PUBLIC_ORIGIN"] == local.public_origin && azurerm_linux_web_app.api[local.first_app].app_settings["TRUST_PROXY"] == "2"
    error_message = "The app knows its address, and how many proxies are in front."
  }
}
