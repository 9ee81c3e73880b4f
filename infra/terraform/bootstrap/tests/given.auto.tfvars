subscription_id    = "00000000-0000-0000-0000-000000000000"
repository         = "mngshop/mng.shop-1"
subject_prefix     = "repo:mngshop@123456/mng.shop-1@456789"
operators_group_id = "99999999-0000-0000-0000-000000000001"
