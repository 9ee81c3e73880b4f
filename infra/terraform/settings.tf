# The app's environment: backend/src/boot/config.ts reads it, and tests/expected/*.json has it as it comes out.
locals {
  # With nothing behind a reference App Service hands the app the reference itself; config.ts then refuses to start.
  # Without a version, for the newest one, and with the slash that Microsoft's own examples end in: one reference without it was
  # seen to go on giving the old value (mdpellegrin.com, 2026-05-05).
  secret_reference = { for name in concat(local.secret_names, keys(local.database_users)) :
    name => "@Microsoft.KeyVault(SecretUri=${azurerm_key_vault.main.vault_uri}secrets/${name}/)"
  }

  # What people put into the vault (docs/OPERATIONS.md says how); the database's addresses are Terraform's own.
  secret_names = concat(
    ["customer-token-secret", "staff-token-secret", "field-secret", "backup-secret"],
    local.prod ? ["bootpay-client-key", "bootpay-secret-key"] : [],
    var.real_slack ? ["slack-webhook-url"] : [],
    var.real_sms ? ["sms-provider"] : [],
    var.sentry_enabled ? ["sentry-dsn"] : [],
  )

  app_settings = merge(
    {
      APP_ENV      = var.environment
      NODE_ENV     = "production"
      HOST         = "0.0.0.0"
      DATA_DIR     = "/tmp/mngshop" # the simulator's memory in dev; nothing in prod
      JOBS         = "inside"
      TRUST_PROXY  = var.edge ? "2" : "1" # Front Door, then App Service's own front end
      SMS_SENDER   = coalesce(var.sms_sender, "15880000")
      SMS_OPT_OUT  = coalesce(var.sms_opt_out, "0801588000")
      DATABASE_URL = local.secret_reference["database-url"]

      MIGRATION_DATABASE_URL = local.secret_reference["migration-database-url"]
      BACKUP_DATABASE_URL    = local.secret_reference["backup-database-url"]

      DATABASE_POOL = tostring(var.database_pool)
      PUBLIC_ORIGIN = local.public_origin
      # References are kept for a day; a setting that changes restarts the app, and it reads them all anew.
      # https://learn.microsoft.com/azure/app-service/app-service-key-vault-references#understand-rotation
      SECRETS_REVISION = "${var.secrets_revision}/${var.database_password_version}"

      CUSTOMER_TOKEN_SECRET = local.secret_reference["customer-token-secret"]
      STAFF_TOKEN_SECRET    = local.secret_reference["staff-token-secret"]
      FIELD_SECRET          = local.secret_reference["field-secret"]

      BLOB_URL                 = trimsuffix(azurerm_storage_account.site.primary_blob_endpoint, "/")
      INCOMING_CONTAINER       = azurerm_storage_container.incoming.name
      UPLOAD_FUNCTION_URL      = "https://${local.function_host}/api/uploads"
      UPLOAD_FUNCTION_AUDIENCE = local.token_audience

      BACKUP_BLOB_URL  = trimsuffix(azurerm_storage_account.backups.primary_blob_endpoint, "/")
      BACKUP_CONTAINER = azurerm_storage_container.backups.name
      BACKUP_SECRET    = local.secret_reference["backup-secret"]
      BACKUP_DAYS      = tostring(var.backup_days)

      # A line a minute in the log with what the shop is measured by: monitoring.tf and workbooks/shop.json read it.
      FIGURES_SECONDS = "60"

      # Which of the identities the Azure libraries speak with.
      AZURE_CLIENT_ID = azurerm_user_assigned_identity.api.client_id

      # The package is what CI built and tested; nothing is installed or compiled here.
      WEBSITE_RUN_FROM_PACKAGE       = "1"
      SCM_DO_BUILD_DURING_DEPLOYMENT = "false"
      # A deploy waits until the new release has its database and every migration.
      WEBSITE_WARMUP_PATH     = "/readyz"
      WEBSITE_WARMUP_STATUSES = "200"
    },
    # dev pays by the simulator: Bootpay's sandbox charges real cards.
    local.prod ? {
      BOOTPAY_CLIENT_KEY = local.secret_reference["bootpay-client-key"]
      BOOTPAY_SECRET_KEY = local.secret_reference["bootpay-secret-key"]
    } : {},
    var.real_slack ? { SLACK_WEBHOOK_URL = local.secret_reference["slack-webhook-url"] } : {},
    var.real_sms ? { SMS_URL = local.sms_url, SMS_AUDIENCE = local.token_audience } : {},
    var.database_setup ? { DATABASE_ADMIN_URL = local.secret_reference["database-admin-url"] } : {},
    var.maintenance ? { MAINTENANCE = "1" } : {},
    var.sentry_enabled ? { SENTRY_DSN = local.secret_reference["sentry-dsn"] } : {},
  )
}
