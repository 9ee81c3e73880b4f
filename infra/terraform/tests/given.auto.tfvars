# What the pipeline gives; of nobody.
subscription_id    = "00000000-0000-0000-0000-000000000000"
deployer_object_id = "dddddddd-0000-0000-0000-000000000001"
internal_app_id    = "aaaaaaaa-0000-0000-0000-000000000001"
repository         = "mngshop/mngshop"
database_password  = "Aa1-only-for-tests-opens-nothing"

# What people turn while the shop runs (docs/OPERATIONS.md), as it is when nothing is the matter: a release goes through the tests
# whatever stands in environments/*.tfvars.
maintenance               = false
secrets_revision          = 1
database_password_version = 1
database_server_name      = null
sentry_enabled            = false
budget_enabled            = true
generation                = 1
location                  = "koreacentral"
function_location         = "koreacentral"
admin_allowed_addresses   = []
admin_requests_per_minute = 600
