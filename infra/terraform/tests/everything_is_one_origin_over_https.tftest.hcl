# Cookies stay first-party, and HTTP is sent to HTTPS.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

run "routes" {
  command = plan

  assert {
    condition     = alltrue([for route in [azurerm_cdn_frontdoor_route.api, azurerm_cdn_frontdoor_route.assets, azurerm_cdn_frontdoor_route.pages] : route.https_redirect_enabled && route.forwarding_protocol == "HttpsOnly"])
    error_message = "To the browser and to the origins."
  }

  assert {
    condition     = alltrue([for route in [azurerm_cdn_frontdoor_route.api, azurerm_cdn_frontdoor_route.assets, azurerm_cdn_frontdoor_route.pages] : route.cdn_frontdoor_endpoint_id == azurerm_cdn_frontdoor_endpoint.main.id])
    error_message = "One endpoint serves all."
  }

  assert {
    condition     = alltrue([for path in ["/api/*", "/admin", "/admin/*", "/config.json"] : contains(azurerm_cdn_frontdoor_route.api.patterns_to_match, path)])
    error_message = "API, console and the page's own settings from the web app."
  }

  assert {
    condition     = azurerm_cdn_frontdoor_origin.site.origin_host_header == azurerm_storage_account.site.primary_web_host && azurerm_cdn_frontdoor_origin.api.origin_host_header == azurerm_linux_web_app.api.default_hostname
    error_message = "Each origin is called by its own name."
  }

  assert {
    condition     = azurerm_cdn_frontdoor_origin.site.certificate_name_check_enabled && azurerm_cdn_frontdoor_origin.api.certificate_name_check_enabled
    error_message = "And proves it."
  }

  assert {
    condition     = azurerm_linux_web_app.api.app_settings["PUBLIC_ORIGIN"] == local.public_origin && azurerm_linux_web_app.api.app_settings["TRUST_PROXY"] == "2"
    error_message = "The app knows its address, and how many proxies are in front."
  }
}
