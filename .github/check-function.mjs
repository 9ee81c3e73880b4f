// node .github/check-function.mjs GROUP FUNCTION_APP: does the function's host run, on its identity? A green apply and a green deploy
// say neither (infra/terraform/function.tf): its settings are asked, then the host itself, then which functions it has found.
import { az, eventually, PAUSE_MS } from './az.mjs';

const [group, name] = process.argv.slice(2);
const NEEDED = ['AzureWebJobsStorage__accountName', 'AzureWebJobsStorage__credential', 'AzureWebJobsStorage__clientId'];

const settings = (await az('functionapp', 'config', 'appsettings', 'list', '-g', group, '-n', name)).map((setting) => setting.name);
const missing = NEEDED.filter((setting) => !settings.includes(setting));
if (settings.includes('AzureWebJobsStorage'))
  fail('It has the setting AzureWebJobsStorage. However empty, it wins over the identity, and the host does not start: delete it.');
if (missing.length > 0) fail(`It lacks ${missing.join(', ')}: without all three the host looks for a connection string.`);

const { id } = await az('functionapp', 'show', '-g', group, '-n', name, '--query', '{id:id}');
await eventually(hostRuns, { tries: 20, pauseMs: PAUSE_MS }).catch((error) => fail(error.message));
console.log(`${name} runs.`);

async function hostRuns() {
  const status = await az(
    'rest',
    '--method',
    'get',
    '--uri',
    `https://management.azure.com${id}/hostruntime/admin/host/status?api-version=2024-04-01`,
  );
  if (status?.state !== 'Running') throw new Error(`Its host is ${status?.state ?? 'silent'}: ${(status?.errors ?? []).join('; ')}`);
  const found = (await az('functionapp', 'function', 'list', '-g', group, '-n', name)).map((one) => one.name.split('/').at(-1));
  if (!found.includes('issue-upload'))
    throw new Error(`Its host runs and has not found issue-upload, but ${found.join(', ') || 'nothing'}.`);
}

function fail(problem) {
  console.error(`${name}: ${problem}`);
  process.exit(1);
}
