# The rehearsal: production's shape on the smallest sizes. It pays, texts and talks to Slack by the simulator.
environment = "dev"

front_door_profile = {
  name                = "afd-mngshop"
  resource_group_name = "rg-mngshop-shared"
}

web_sku      = "B1"
staging_slot = false

database_sku                  = "B_Standard_B1ms"
database_backup_days          = 7
database_geo_redundant_backup = false
database_max_connections      = 100

backup_replication    = "LRS"
backup_days           = 7
backup_immutable_days = 0

real_slack = false
real_sms   = false

alert_emails  = ["operations@mngshop.example"]
log_daily_gb  = 0.2
budget_amount = 60
