# Production's names as the tests have them (tests/expected), so that a shop's own in environments/prod.tfvars break none of them.
domain      = "www.mngshop.example"
sms_sender  = "0212345678"
sms_opt_out = "0801234567"
