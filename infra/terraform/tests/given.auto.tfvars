# What the pipeline gives; of nobody.
subscription_id    = "00000000-0000-0000-0000-000000000000"
deployer_object_id = "dddddddd-0000-0000-0000-000000000001"
internal_app_id    = "aaaaaaaa-0000-0000-0000-000000000001"
repository         = "mngshop/mngshop"
database_password  = "Aa1-only-for-tests-opens-nothing"
