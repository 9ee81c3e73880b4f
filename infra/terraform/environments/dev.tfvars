# The rehearsal, on the smallest sizes. It pays, texts and talks to Slack by the simulator.
environment = "dev"

# The app's own address. A change of the edge is rehearsed by edge = true for a day: about 1.20 USD.
edge       = false
blue_green = false
web_sku    = "B1"

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
