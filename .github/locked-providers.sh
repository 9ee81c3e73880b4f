#!/usr/bin/env bash
# Run in a folder of Terraform: refuses to go on without the providers' hashes, so that what runs with rights is what was looked at.
set -euo pipefail
if [[ ! -f .terraform.lock.hcl ]]; then
  echo "::error::${PWD##*/}/.terraform.lock.hcl is not in the repository. Make it, commit it, and run again (docs/OPERATIONS.md, step 2):"
  echo "terraform providers lock -platform=linux_amd64 -platform=darwin_arm64 -platform=darwin_amd64"
  exit 1
fi
for platform_hash in 'registry.terraform.io/hashicorp/azurerm' 'registry.terraform.io/azure/azapi'; do
  grep -q "provider \"$platform_hash\"" .terraform.lock.hcl || { echo "::error::.terraform.lock.hcl does not name $platform_hash: make it again."; exit 1; }
done
