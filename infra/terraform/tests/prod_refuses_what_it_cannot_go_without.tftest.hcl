# Each of these stops the plan with a sentence that says what to do.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

mock_provider "azapi" {
  source = "./tests/mocks"
}

run "no_domain" {
  command = plan

  variables {
    domain = null
  }

  expect_failures = [var.domain]
}

run "releases_that_are_outages" {
  command = plan

  variables {
    blue_green = false
  }

  expect_failures = [var.blue_green]
}

run "no_edge" {
  command = plan

  variables {
    edge = false
  }

  # The others that need one wait for its verdict.
  expect_failures = [var.edge]
}

run "pictures_in_one_region" {
  command = plan

  variables {
    site_replication = "ZRS"
  }

  expect_failures = [var.site_replication]
}

run "a_copy_that_needs_a_fail_over_to_be_read" {
  command = plan

  variables {
    # Geo-redundant, and closed until Microsoft or we fail over.
    backup_replication = "GRS"
  }

  expect_failures = [var.backup_replication]
}

run "a_copy_that_nobody_may_read" {
  command = plan

  variables {
    backup_allowed_addresses = []
  }

  expect_failures = [var.backup_allowed_addresses]
}

run "backups_of_a_week" {
  command = plan

  variables {
    database_backup_days = 7
  }

  expect_failures = [var.database_backup_days]
}

run "backups_in_one_region" {
  command = plan

  variables {
    database_geo_redundant_backup = false
  }

  expect_failures = [var.database_geo_redundant_backup]
}

run "dumps_in_one_region" {
  command = plan

  variables {
    backup_replication = "ZRS"
  }

  expect_failures = [var.backup_replication]
}

run "dumps_that_can_be_deleted" {
  command = plan

  variables {
    backup_immutable_days = 0
  }

  expect_failures = [var.backup_immutable_days]
}

run "simulated_messages" {
  command = plan

  variables {
    real_sms = false
  }

  expect_failures = [var.real_sms]
}

run "simulated_slack" {
  command = plan

  variables {
    real_slack = false
  }

  expect_failures = [var.real_slack]
}

run "no_registered_sender" {
  command = plan

  variables {
    sms_sender = null
  }

  expect_failures = [var.sms_sender]
}

run "no_number_against_advertising" {
  command = plan

  variables {
    sms_opt_out = null
  }

  expect_failures = [var.sms_opt_out]
}

run "data_abroad" {
  command = plan

  variables {
    location = "japaneast"
  }

  expect_failures = [var.location]
}

run "nobody_to_tell" {
  command = plan

  variables {
    alert_emails = []
  }

  expect_failures = [var.alert_emails]
}

run "a_standby_of_a_burstable_size" {
  command = plan

  variables {
    database_high_availability = "ZoneRedundant"
  }

  expect_failures = [var.database_high_availability]
}
