# Production. The rest comes from the pipeline: subscription_id, deployer_object_id, internal_app_id, repository,
# database_password (README.md). The names below are to be changed for the real ones before the first apply.
environment = "prod"
domain      = "www.mngshop.example"

front_door_profile = {
  name                = "afd-mngshop"
  resource_group_name = "rg-mngshop-shared"
}

web_sku       = "P0v3"
web_instances = 1
staging_slot  = true

database_sku                  = "B_Standard_B2s"
database_storage_gb           = 64
database_backup_days          = 28
database_geo_redundant_backup = true
database_max_connections      = 300

site_replication      = "ZRS"
backup_replication    = "GRS"
backup_days           = 90
backup_immutable_days = 14

sms_sender  = "0212345678"
sms_opt_out = "0801234567"

alert_emails  = ["operations@mngshop.example"]
log_daily_gb  = 1
log_days      = 90
budget_amount = 250
