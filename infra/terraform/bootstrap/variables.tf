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

variable "subject_prefix" {
  description = "What GitHub's tokens for this repository begin with: gh api repos/OWNER/NAME/actions/oidc/customization/sub --jq .sub_claim_prefix. repo:OWNER@OWNER_ID/NAME@REPOSITORY_ID, or repo:OWNER/NAME for one from before 2026-07-15."
  type        = string
  validation {
    condition     = can(regex("^repo:[A-Za-z0-9-]+(@[0-9]+/[A-Za-z0-9._-]+@[0-9]+|/[A-Za-z0-9._-]+)$", var.subject_prefix))
    error_message = "subject_prefix is repo:OWNER@OWNER_ID/NAME@REPOSITORY_ID or repo:OWNER/NAME, with both ids or with none: ask GitHub (the command is in the variable's description)."
  }
  validation {
    condition     = replace(var.subject_prefix, "/@[0-9]+/", "") == "repo:${var.repository}"
    error_message = "subject_prefix is of another repository than the one named in repository."
  }
}

variable "generation" {
  description = "1; 2 and so on for a shop that is built again beside a lost one (docs/OPERATIONS.md, loss of a region): its number ends every name that Azure gives once."
  type        = number
  default     = 1
  validation {
    condition     = var.generation >= 1 && var.generation <= 9 && floor(var.generation) == var.generation
    error_message = "generation is a whole number from 1 to 9."
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
