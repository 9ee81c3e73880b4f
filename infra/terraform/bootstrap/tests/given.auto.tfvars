subscription_id    = "00000000-0000-0000-0000-000000000000"
repository         = "mngshop/mngshop"
operators_group_id = "99999999-0000-0000-0000-000000000001"
