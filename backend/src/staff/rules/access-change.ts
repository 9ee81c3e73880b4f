/** What the team's channel is told of somebody's way into the console. */
export type AccessChange =
  'new_device' | 'password' | 'passkey_added' | 'passkey_removed' | 'recovery_codes' | 'recovery_code_used' | 'rescued';
