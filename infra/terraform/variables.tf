variable "environment" {
  description = "Which shop this is. Decides names, simulators (dev) and what production may not go without."
  type        = string
  validation {
    condition     = contains(["dev", "prod"], var.environment)
    error_message = "environment is dev or prod."
  }
}

variable "subscription_id" {
  description = "The Azure subscription, a UUID. Not a secret, but given as TF_VAR_subscription_id so that no account is named here."
  type        = string
  validation {
    condition     = can(regex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", var.subscription_id))
    error_message = "subscription_id is a UUID in small letters."
  }
}

variable "location" {
  description = "Azure region. Personal data of Korean students stays in Korea."
  type        = string
  default     = "koreacentral"
  validation {
    condition     = contains(["koreacentral", "koreasouth"], var.location)
    error_message = "location is koreacentral or koreasouth."
  }
}

variable "function_location" {
  description = "Region of the function that signs upload addresses. It sees no personal data, so another one will do where Flex Consumption is not to be had: az functionapp list-flexconsumption-locations."
  type        = string
  default     = "koreacentral"
  validation {
    condition     = contains(["koreacentral", "koreasouth", "japaneast", "southeastasia"], var.function_location)
    error_message = "function_location is koreacentral, koreasouth, japaneast or southeastasia."
  }
}

variable "generation" {
  description = "1; 2 and so on for a shop that is built again beside a lost one (docs/OPERATIONS.md, loss of a region). As in bootstrap/."
  type        = number
  default     = 1
  validation {
    condition     = var.generation >= 1 && var.generation <= 9 && floor(var.generation) == var.generation
    error_message = "generation is a whole number from 1 to 9."
  }
}

variable "tags" {
  description = "Tags beside the ones every resource has (application, environment, managed_by, repository), as cost_center."
  type        = map(string)
  default     = {}
  validation {
    condition     = alltrue([for name in keys(var.tags) : can(regex("^[a-z][a-z0-9_]{0,49}$", name))])
    error_message = "Tag names are small letters, digits and underscores."
  }
}

variable "repository" {
  description = "The GitHub repository, OWNER/NAME: a tag on everything, so that whoever finds a resource finds its source."
  type        = string
  validation {
    condition     = can(regex("^[A-Za-z0-9-]+/[A-Za-z0-9._-]+$", var.repository))
    error_message = "repository is OWNER/NAME."
  }
}

variable "domain" {
  description = "The shop's own host name, as www.mngshop.kr; null for Front Door's own address (*.azurefd.net)."
  type        = string
  default     = null
  validation {
    condition     = var.domain == null || can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,}$", var.domain))
    error_message = "domain is a host name in small letters, without https:// and without a slash."
  }
  validation {
    condition     = var.domain == null || var.edge
    error_message = "A domain of its own stands at the edge: edge = true, or domain = null."
  }
  validation {
    condition     = var.environment != "prod" || var.domain != null
    error_message = "Production needs a domain of its own: students must be able to tell it from an imitation."
  }
}

variable "edge" {
  description = "Whether Front Door stands in front: 35 USD a month, by the hour. Without it the app serves pages and pictures itself, on its own address."
  type        = bool
  validation {
    condition     = var.environment != "prod" || var.edge
    error_message = "Production stands behind Front Door."
  }
}

variable "admin_requests_per_minute" {
  description = "How many requests a minute one address may make to the console before the edge refuses it, 60 to 5000."
  type        = number
  default     = 600
  validation {
    condition     = var.admin_requests_per_minute >= 60 && var.admin_requests_per_minute <= 5000
    error_message = "admin_requests_per_minute is 60 to 5000."
  }
}

variable "sign_ins_per_minute" {
  description = "How often one address may sign in, sign up or ask for a code, a minute, before the edge refuses it. A campus is one address"
  type        = number
  default     = 300

  validation {
    condition     = var.sign_ins_per_minute >= 10
    error_message = "Front Door counts from 10."
  }
}

variable "api_requests_per_minute" {
  description = "How often one address may call the API, a minute, before the edge refuses it. A campus in its hot minute is one address"
  type        = number
  default     = 30000

  validation {
    condition     = var.api_requests_per_minute > var.sign_ins_per_minute
    error_message = "All calls are more than those that sign in."
  }
}

variable "admin_allowed_addresses" {
  description = "The only addresses (203.0.113.7, or 203.0.113.0/24) from which the console is reached; empty for all. Who works from a telephone has no fixed one."
  type        = list(string)
  default     = []
  validation {
    condition     = alltrue([for address in var.admin_allowed_addresses : can(cidrhost(strcontains(address, "/") ? address : "${address}/32", 0))])
    error_message = "admin_allowed_addresses has addresses or ranges: 203.0.113.7, 203.0.113.0/24."
  }
}

variable "deployer_object_id" {
  description = "Object id of the identity GitHub deploys this environment with (output of bootstrap/): it may publish the site, and nothing else in the blobs."
  type        = string
  validation {
    condition     = can(regex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", var.deployer_object_id))
    error_message = "deployer_object_id is a UUID in small letters."
  }
}

variable "internal_app_id" {
  description = "Client id of the Entra application that tokens between our own parts are made out for. It has no secret and no permission (README.md)."
  type        = string
  validation {
    condition     = can(regex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", var.internal_app_id))
    error_message = "internal_app_id is a UUID in small letters."
  }
}

variable "web_sku" {
  description = "App Service plan: B1 to B3, P0v3 to P3v3. One plan carries everything of an environment."
  type        = string
  validation {
    condition     = can(regex("^(B[1-3]|P[0-3]v3)$", var.web_sku))
    error_message = "web_sku is B1, B2, B3, P0v3, P1v3, P2v3 or P3v3."
  }
}

variable "web_instances" {
  description = "How many instances of the plan run, 1 to 30."
  type        = number
  default     = 1
  validation {
    condition     = var.web_instances >= 1 && var.web_instances <= 30 && floor(var.web_instances) == var.web_instances
    error_message = "web_instances is a whole number from 1 to 30."
  }
}

variable "blue_green" {
  description = "Whether there are two web apps on the plan: a release warms up in the one that rests, and visitors are led over. Needs the edge."
  type        = bool
  validation {
    condition     = !var.blue_green || var.edge
    error_message = "It is the edge that leads visitors from one app to the other: edge = true, or blue_green = false."
  }
  validation {
    condition     = var.environment != "prod" || var.blue_green
    error_message = "Production is released beside the running one: otherwise every release is an outage."
  }
}

variable "secrets_revision" {
  description = "Raise it by one after a secret was put into the vault: the apps start again with the new one."
  type        = number
  default     = 1
  validation {
    condition     = var.secrets_revision >= 1 && floor(var.secrets_revision) == var.secrets_revision
    error_message = "secrets_revision is a whole number from 1."
  }
}

variable "maintenance" {
  description = "Shows the maintenance page instead of the shop; staff still get in."
  type        = bool
  default     = false
}

variable "sentry_enabled" {
  description = "Reports faults to Sentry, whose address is the secret sentry-dsn."
  type        = bool
  default     = false
}

variable "real_slack" {
  description = "Messages for staff go to Slack (secret slack-webhook-url), and so do alerts; otherwise to the simulator, and alerts by e-mail only."
  type        = bool
  default     = true
  validation {
    condition     = var.environment != "prod" || var.real_slack
    error_message = "Production tells staff of orders and trouble through Slack."
  }
}

variable "real_sms" {
  description = "Text messages go to NHN Cloud (secret sms-provider); otherwise to the simulator."
  type        = bool
  default     = true
  validation {
    condition     = var.environment != "prod" || var.real_sms
    error_message = "Production sends real text messages."
  }
}

variable "sms_sender" {
  description = "The number registered for sending (전기통신사업법 제84조의2), digits."
  type        = string
  default     = null
  validation {
    condition     = var.sms_sender == null || can(regex("^[0-9]{8,11}$", var.sms_sender))
    error_message = "sms_sender is 8 to 11 digits."
  }
  validation {
    condition     = !var.real_sms || var.sms_sender != null
    error_message = "real_sms needs sms_sender, the number registered for sending."
  }
}

variable "sms_opt_out" {
  description = "The free number (080) that ends advertising messages (정보통신망법 제50조), digits."
  type        = string
  default     = null
  validation {
    condition     = var.sms_opt_out == null || can(regex("^[0-9]{8,11}$", var.sms_opt_out))
    error_message = "sms_opt_out is 8 to 11 digits."
  }
  validation {
    condition     = !var.real_sms || var.sms_opt_out != null
    error_message = "real_sms needs sms_opt_out, the free number that ends advertising."
  }
}

variable "database_server_name" {
  description = "The server's name where it is not the usual one: after a restore into a new server (docs/OPERATIONS.md). Everything follows it, the addresses in the vault included."
  type        = string
  default     = null
  validation {
    condition     = var.database_server_name == null || can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.database_server_name))
    error_message = "database_server_name is 3 to 63 small letters, digits and hyphens."
  }
}

variable "database_setup" {
  description = "Whether the app, when it starts, makes the database's users with the passwords in the vault. Only for the first apply and for one release after database_password_version was raised: while it is set the app can read the administrator's address."
  type        = bool
  default     = false
}

variable "database_sku" {
  description = "MySQL flexible server, as B_Standard_B1ms, B_Standard_B2s or GP_Standard_D2ds_v4."
  type        = string
  validation {
    condition     = can(regex("^(B|GP|MO)_Standard_[A-Za-z0-9_]+$", var.database_sku))
    error_message = "database_sku begins with B_Standard_, GP_Standard_ or MO_Standard_."
  }
}

variable "database_storage_gb" {
  description = "Size of the database's disk in GB when it is made, 20 to 16384. It then grows by itself."
  type        = number
  default     = 20
  validation {
    condition     = var.database_storage_gb >= 20 && var.database_storage_gb <= 16384
    error_message = "database_storage_gb is 20 to 16384."
  }
}

variable "database_backup_days" {
  description = "For how many days the server can be put back to any second, 1 to 35."
  type        = number
  validation {
    condition     = var.database_backup_days >= 1 && var.database_backup_days <= 35
    error_message = "database_backup_days is 1 to 35."
  }
  validation {
    condition     = var.environment != "prod" || var.database_backup_days >= 14
    error_message = "Production keeps 14 days or more."
  }
}

variable "database_geo_redundant_backup" {
  description = "Keeps the server's backups in Korea South too. Fixed when the server is made: changing it makes a new one."
  type        = bool
  validation {
    condition     = var.environment != "prod" || var.database_geo_redundant_backup
    error_message = "Production's backups outlive a region."
  }
}

variable "database_high_availability" {
  description = "None, SameZone or ZoneRedundant (doubles the server's price; not on B sizes). A server made without a standby must be made anew to get one."
  type        = string
  default     = "None"
  validation {
    condition     = contains(["None", "SameZone", "ZoneRedundant"], var.database_high_availability)
    error_message = "database_high_availability is None, SameZone or ZoneRedundant."
  }
  validation {
    condition     = var.database_high_availability == "None" || !startswith(var.database_sku, "B_")
    error_message = "B sizes have no standby: choose a GP_ size first."
  }
}

variable "database_max_connections" {
  description = "The server's max_connections; the size caps it (B1ms 341, B2s 683)."
  type        = number
  validation {
    condition     = var.database_max_connections >= 50 && var.database_max_connections <= 10000
    error_message = "database_max_connections is 50 to 10000."
  }
  validation {
    # Every instance twice: during a release the old and the new release run side by side. 20 stay free for people.
    condition     = var.web_instances * 2 * var.database_pool + 20 <= var.database_max_connections
    error_message = "web_instances × 2 × database_pool + 20 must fit into database_max_connections."
  }
}

variable "database_pool" {
  description = "MySQL connections of one instance of the app (DATABASE_POOL), 1 to 200."
  type        = number
  default     = 16
  validation {
    condition     = var.database_pool >= 1 && var.database_pool <= 200
    error_message = "database_pool is 1 to 200."
  }
}

variable "database_password" {
  description = "A fresh random text at every run, from which each user of the database gets a password: used only when the server is made or database_password_version rises; the passwords go into Key Vault with it, and are kept nowhere else."
  type        = string
  ephemeral   = true
  sensitive   = true
  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{24,128}$", var.database_password)) && can(regex("[A-Z]", var.database_password)) && can(regex("[a-z]", var.database_password)) && can(regex("[0-9]", var.database_password))
    error_message = "database_password is 24 to 128 letters, digits, - and _, with a capital, a small letter and a digit: Aa1-$(openssl rand -hex 24)."
  }
}

variable "database_password_version" {
  description = "Raise it by one to give every user of the database a new password (docs/OPERATIONS.md, rotating secrets)."
  type        = number
  default     = 1
  validation {
    condition     = var.database_password_version >= 1 && floor(var.database_password_version) == var.database_password_version
    error_message = "database_password_version is a whole number from 1."
  }
}

variable "site_replication" {
  description = "Copies of pictures and pages: LRS one place, ZRS three zones; RAGRS and RAGZRS also Korea South, where they can be read at any time."
  type        = string
  default     = "LRS"
  validation {
    condition     = contains(["LRS", "ZRS", "RAGRS", "RAGZRS"], var.site_replication)
    error_message = "site_replication is LRS, ZRS, RAGRS or RAGZRS."
  }
  validation {
    condition     = var.environment != "prod" || startswith(var.site_replication, "RA")
    error_message = "Production's pictures outlive a region, and can be read there without a fail-over: RAGRS or RAGZRS."
  }
}

variable "backup_replication" {
  description = "Copies of the backups: LRS one place, ZRS three zones; RAGRS and RAGZRS also Korea South, where they can be read at any time."
  type        = string
  validation {
    condition     = contains(["LRS", "ZRS", "RAGRS", "RAGZRS"], var.backup_replication)
    error_message = "backup_replication is LRS, ZRS, RAGRS or RAGZRS."
  }
  validation {
    condition     = var.environment != "prod" || startswith(var.backup_replication, "RA")
    error_message = "Production's backups outlive a region, and can be read there without a fail-over (GRS alone could not): RAGRS or RAGZRS."
  }
}

variable "backup_days" {
  description = "How long the nightly dumps are kept, 7 to 365 days (BACKUP_DAYS): the worker deletes what is older."
  type        = number
  validation {
    condition     = var.backup_days >= 7 && var.backup_days <= 365
    error_message = "backup_days is 7 to 365."
  }
  validation {
    condition     = var.environment != "prod" || var.backup_days >= 30
    error_message = "Production keeps its dumps for 30 days or more."
  }
}

variable "backup_immutable_days" {
  description = "For how many days nobody, not even the app, can change or delete a dump; 0 for none. Shorter than backup_days."
  type        = number
  validation {
    condition     = var.backup_immutable_days >= 0 && var.backup_immutable_days < var.backup_days
    error_message = "backup_immutable_days is 0 or more and less than backup_days."
  }
  validation {
    condition     = var.environment != "prod" || var.backup_immutable_days >= 7
    error_message = "Production's dumps cannot be deleted for 7 days or more: whoever takes over the app must not take the backups too."
  }
}

variable "backup_immutability_locked" {
  description = "Locks the policy for ever: nobody, Microsoft included, can then delete a dump before its days are over, and the days can only be made more. Set on purpose, once the restore drill was seen to work."
  type        = bool
  default     = false
  validation {
    condition     = !var.backup_immutability_locked || var.backup_immutable_days > 0
    error_message = "There is nothing to lock: backup_immutable_days is 0."
  }
}

variable "backup_allowed_addresses" {
  description = "Public addresses of the operators (203.0.113.7; no private ones, no /31 or /32) from which the dumps can be read besides the app, with their own rights: for the day on which the app is lost."
  type        = list(string)
  default     = []
  validation {
    condition     = alltrue([for address in var.backup_allowed_addresses : can(regex("^[0-9]+\\.[0-9]+\\.[0-9]+\\.[0-9]+(/([0-9]|[12][0-9]|30))?$", address)) && !can(regex("^(10|127|192\\.168|172\\.(1[6-9]|2[0-9]|3[01]))\\.", address))])
    error_message = "backup_allowed_addresses has public IPv4 addresses or ranges up to /30: 203.0.113.7."
  }
  validation {
    condition     = var.environment != "prod" || length(var.backup_allowed_addresses) > 0
    error_message = "Production's dumps can be read by an operator when the app is lost: name an address from which."
  }
}

variable "alert_emails" {
  description = "Who is told of alerts and of the budget by e-mail, beside Slack."
  type        = list(string)
  validation {
    condition     = length(var.alert_emails) > 0 && alltrue([for address in var.alert_emails : can(regex("^[^@ ]+@[^@ ]+\\.[a-z]+$", address))])
    error_message = "alert_emails has one e-mail address or more."
  }
}

variable "log_daily_gb" {
  description = "Most that the logs may take in a day, in GB; above it nothing is logged until the next. 0.1 to 50."
  type        = number
  validation {
    condition     = var.log_daily_gb >= 0.1 && var.log_daily_gb <= 50
    error_message = "log_daily_gb is 0.1 to 50."
  }
}

variable "log_days" {
  description = "How long logs are kept, 30 to 730 days."
  type        = number
  default     = 30
  validation {
    condition     = var.log_days >= 30 && var.log_days <= 730
    error_message = "log_days is 30 to 730."
  }
}

variable "budget_enabled" {
  description = "Whether there is a budget. false in the first 48 hours of a subscription, in which Azure takes none."
  type        = bool
  default     = true
}

variable "budget_amount" {
  description = "Budget of a month, in the subscription's currency; people are told at 80 % and at 100 %, and when 100 % is foreseen."
  type        = number
  validation {
    condition     = var.budget_amount > 0
    error_message = "budget_amount is more than 0."
  }
}

