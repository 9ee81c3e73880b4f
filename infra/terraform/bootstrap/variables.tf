variable "subscription_id" {
  description = "The Azure subscription, a UUID."
  type        = string
  validation {
    condition     = can(regex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", var.subscription_id))
    error_message = "subscription_id is a UUID in small letters."
  }
}

variable "repository" {
  description = "The GitHub repository that may deploy, OWNER/NAME."
  type        = string
  validation {
    condition     = can(regex("^[A-Za-z0-9-]+/[A-Za-z0-9._-]+$", var.repository))
    error_message = "repository is OWNER/NAME."
  }
}

variable "operators_group_id" {
  description = "Object id of the Entra group of the people who operate the shop."
  type        = string
  validation {
    condition     = can(regex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", var.operators_group_id))
    error_message = "operators_group_id is a UUID in small letters."
  }
}

variable "location" {
  description = "Azure region."
  type        = string
  default     = "koreacentral"
  validation {
    condition     = contains(["koreacentral", "koreasouth"], var.location)
    error_message = "location is koreacentral or koreasouth."
  }
}

variable "tags" {
  description = "Tags beside the ones every resource has, as cost_center."
  type        = map(string)
  default     = {}
  validation {
    condition     = alltrue([for name in keys(var.tags) : can(regex("^[a-z][a-z0-9_]{0,49}$", name))])
    error_message = "Tag names are small letters, digits and underscores."
  }
}
