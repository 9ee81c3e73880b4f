// Reads a plan (`terraform show -json`) from stdin and refuses one that deletes or replaces what holds data.
import { text } from 'node:stream/consumers';

const HOLDS_DATA = [
  'azurerm_mysql_flexible_server',
  'azurerm_mysql_flexible_database',
  'azurerm_storage_account',
  'azurerm_storage_container',
  'azurerm_key_vault',
];

const { resource_changes: changes = [] } = JSON.parse(await text(process.stdin));
const lost = changes
  .filter(({ type, change }) => HOLDS_DATA.includes(type) && change.actions.includes('delete'))
  .map(({ address }) => address);
if (lost.length > 0) {
  console.error(
    `This plan would delete what holds data: ${lost.join(', ')}. Nothing was changed; see "What holds data" in docs/OPERATIONS.md.`,
  );
  process.exit(1);
}
