# Production. The rest comes from the pipeline: subscription_id, deployer_object_id, internal_app_id, repository,
# database_password (docs/OPERATIONS.md). Names and addresses ending in .example, and 203.0.113.10, are to be changed for the real
# ones before the first apply.
environment = "prod"
domain      = "www.mngshop.example"

edge          = true
blue_green    = true
web_sku       = "B2"
web_instances = 1

database_sku                  = "B_Standard_B1ms"
database_storage_gb           = 32
database_backup_days          = 28
database_geo_redundant_backup = true
database_max_connections      = 200

site_replication           = "RAGRS"
backup_replication         = "RAGRS"
backup_days                = 90
backup_immutable_days      = 14
backup_immutability_locked = false
backup_allowed_addresses   = ["203.0.113.10"]

sms_sender  = "0212345678"
sms_opt_out = "0801234567"

alert_emails  = ["operations@mngshop.example"]
log_daily_gb  = 0.2
log_days      = 90
budget_amount = 130
