# What the edge does to requests and answers: rewrites, headers, how long it keeps things. The same as backend/src/api/http/site.ts.
#
# The rules go in as an ARM template, one after the other: azurerm has a resource for a single rule, which would make them side by
# side and in any order, and since 4.81 one for a whole set, which ~> 4.73 need not have (versions.tf). A rule set is named by its content, so a
# change makes a new one, the routes move over, and the old one goes with its rules: nobody is ever served by half of them.
locals {
  storefront = "${path.module}/../../storefront"

  # One shell for every promotion, product and order; the backend reads the same file.
  shells = jsondecode(file("${local.storefront}/rewrites.json"))
  # Links say /promotions, the blob is promotions/index.html.
  pages = sort([for file in fileset("${local.storefront}/src/pages", "*.astro") :
    trimsuffix(file, ".astro") if !contains(["index.astro", "404.astro"], file)
  ])

  # As helmet sets them (backend/src/api/http/site-headers.test.ts holds them together). Front Door takes 640 characters a value
  # and five actions a rule: longer ones are appended in pieces.
  page_headers = merge(jsondecode(file("${path.module}/site-headers.json")), { Cache-Control = "max-age=0, must-revalidate" })
  # Where an address is typed in the postcode window may load; nowhere else.
  postcode_headers = jsondecode(file("${path.module}/site-headers-postcode.json"))
  postcode_pages   = ["checkout", "checkout/", "account", "account/"]

  header_actions   = local.as_actions.usual
  postcode_actions = local.as_actions.postcode
  as_actions = { for set, headers in { usual = local.page_headers, postcode = local.postcode_headers } : set => flatten([for name, value in headers : [
    for index, piece in regexall(".{1,600}", value) : {
      name = "ModifyResponseHeader"
      parameters = {
        typeName     = "DeliveryRuleHeaderActionParameters"
        headerAction = index == 0 ? "Overwrite" : "Append"
        headerName   = name
        value        = piece
      }
    }
  ]]) }

  header_rules = [for index, actions in chunklist(local.header_actions, 5) : { name = "Headers${index + 1}", conditions = [], actions = actions }]
  # After the others: its first piece takes the place of theirs.
  postcode_rule = {
    name       = "Postcode"
    conditions = [{ operator = "Equal", negateCondition = false, matchValues = local.postcode_pages }]
    actions    = local.postcode_actions
  }

  shell_rules = [for prefix, shell in local.shells : {
    name = "Shell${title(trim(prefix, "/"))}"
    conditions = [
      { operator = "BeginsWith", negateCondition = false, matchValues = [trimprefix(prefix, "/")] },
      # /promotions/ is the list itself.
      { operator = "Equal", negateCondition = true, matchValues = [trimprefix(prefix, "/")] },
    ]
    actions = [local.rewrite_to[shell]]
  }]
  page_rules = [for page in local.pages : {
    name       = "Page${replace(title(replace(page, "-", " ")), " ", "")}"
    conditions = [{ operator = "Equal", negateCondition = false, matchValues = [page] }]
    actions    = [local.rewrite_to["/${page}/index.html"]]
  }]
  # What browsers ask for by themselves.
  icon_rule = {
    name       = "Icon"
    conditions = [{ operator = "Equal", negateCondition = false, matchValues = ["favicon.ico"] }]
    actions    = [local.rewrite_to["/favicon.svg"]]
  }

  rewrite_to = { for to in toset(concat(values(local.shells), [for page in local.pages : "/${page}/index.html"], ["/favicon.svg"])) : to => {
    name = "UrlRewrite"
    parameters = {
      typeName              = "DeliveryRuleUrlRewriteActionParameters"
      sourcePattern         = "/"
      destination           = to
      preserveUnmatchedPath = false
    }
  } }

  # d.hh:mm:ss. A page is a minute at the edge: a release is everywhere within that minute, and a rush costs one request.
  keep_for = { for time in ["365.00:00:00", "00:01:00"] : time => {
    name = "RouteConfigurationOverride"
    parameters = {
      typeName = "DeliveryRuleRouteConfigurationOverrideActionParameters"
      cacheConfiguration = {
        isCompressionEnabled       = "Enabled"
        queryStringCachingBehavior = "IgnoreQueryString"
        cacheBehavior              = "OverrideAlways"
        cacheDuration              = time
      }
    }
  } }

  rules_of = {
    pages = concat(
      local.header_rules,
      [local.postcode_rule],
      [{ name = "Keep", conditions = [], actions = [local.keep_for["00:01:00"]] }],
      local.shell_rules, local.page_rules, [local.icon_rule],
    )
    assets = [{
      name       = "Keep"
      conditions = []
      actions = [
        local.keep_for["365.00:00:00"],
        { name = "ModifyResponseHeader", parameters = {
          typeName   = "DeliveryRuleHeaderActionParameters", headerAction = "Overwrite",
          headerName = "Cache-Control", value = "public, max-age=31536000, immutable"
        } },
        { name = "ModifyResponseHeader", parameters = {
          typeName   = "DeliveryRuleHeaderActionParameters", headerAction = "Overwrite",
          headerName = "X-Content-Type-Options", value = "nosniff"
        } },
        { name = "ModifyResponseHeader", parameters = {
          typeName   = "DeliveryRuleHeaderActionParameters", headerAction = "Overwrite",
          headerName = "Strict-Transport-Security", value = local.page_headers["Strict-Transport-Security"]
        } },
      ]
    }]
  }

  rule_set_names = { for set, rules in local.rules_of : set => "${title(set)}${title(var.environment)}${substr(sha1(jsonencode(rules)), 0, 8)}" }

  rules = flatten([for set, rules in local.rules_of : [for index, rule in rules : {
    ruleSet = local.rule_set_names[set]
    name    = rule.name
    order   = index + 1
    conditions = [for condition in rule.conditions : {
      name       = "UrlPath"
      parameters = merge(condition, { typeName = "DeliveryRuleUrlPathMatchConditionParameters", transforms = [] })
    }]
    actions   = rule.actions
    behaviour = length(rule.conditions) > 0 && rule.name != "Postcode" ? "Stop" : "Continue" # one rewrite, then done
  }]])
}

resource "azurerm_cdn_frontdoor_rule_set" "main" {
  for_each                 = var.edge ? local.rule_set_names : {}
  name                     = each.value
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.main[0].id

  lifecycle {
    create_before_destroy = true
  }
}

resource "azurerm_resource_group_template_deployment" "rules" {
  count               = var.edge ? 1 : 0
  name                = "front-door-rules-${local.name}"
  resource_group_name = local.resource_group
  deployment_mode     = "Incremental"
  template_content    = file("${path.module}/templates/front-door-rules.json")
  parameters_content = jsonencode({
    profile = { value = azurerm_cdn_frontdoor_profile.main[0].name }
    rules   = { value = local.rules }
  })
  tags = local.tags

  depends_on = [azurerm_cdn_frontdoor_rule_set.main]
}
