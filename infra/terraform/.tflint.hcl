# tflint without a plugin to be fetched: its own rules for the language. azurerm's schema is held by terraform validate.
config {
  call_module_type = "none"
}

plugin "terraform" {
  enabled = true
  preset  = "all"
}

# One root, one file for each concern (README.md), not main.tf.
rule "terraform_standard_module_structure" {
  enabled = false
}
