// node .github/app-settings.mjs outputs.json APP: gives one app the settings that Terraform has made (outputs.json is `terraform output
// -json`), and takes away what is none of them. Terraform itself gives them at the making only: it would give them to both apps at a
// time, and each change restarts the one that visitors are on.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { az } from './az.mjs';

const [file, app] = process.argv.slice(2);
const { app_settings: wanted, resource_group: group } = JSON.parse(readFileSync(file, 'utf8'));
const which = ['-g', group.value, '-n', app];

const now = new Map((await az('webapp', 'config', 'appsettings', 'list', ...which)).map(({ name, value }) => [name, value]));
const changed = Object.entries(wanted.value).filter(([name, value]) => now.get(name) !== value);
const gone = [...now.keys()].filter((name) => !(name in wanted.value));
if (changed.length > 0) await set(changed);
if (gone.length > 0) await az('webapp', 'config', 'appsettings', 'delete', ...which, '--setting-names', ...gone);
console.log(`${app}: ${changed.length} set (${changed.map(([name]) => name).join(', ')}), ${gone.length} taken away (${gone.join(', ')}).`);

// By a file: references begin with @, which az would take for one.
async function set(settings) {
  const folder = mkdtempSync(join(tmpdir(), 'settings-'));
  const path = join(folder, 'settings.json');
  try {
    writeFileSync(path, JSON.stringify(settings.map(([name, value]) => ({ name, value, slotSetting: false }))));
    await az('webapp', 'config', 'appsettings', 'set', ...which, '--settings', `@${path}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
