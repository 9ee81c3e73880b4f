// `npm run check:infra`: all of Terraform, the GitHub workflows, the run-book and the Logic Apps that can be checked without Azure.
// TERRAFORM names a command that takes a folder and Terraform's arguments (a tool that works without the provider registry);
// without it plain `terraform` is initialised and run. `-- --mutations` breaks the configuration once for each of its tests,
// and each must notice (`-- --mutations NAME …` for some). With TEST_EVERYTHING=1 a part that cannot run fails.
import { spawn } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { MUTATIONS } from '../../infra/terraform/tests/mutations.mjs';
import { composeProblems, describedProblems } from './infra-texts.mjs';
import { lintWorkflows } from './lint-workflows.mjs';
import { requireNode } from './require-node.mjs';
import { ROOT } from './run.mjs';

requireNode();
const TERRAFORM_ROOT = join(ROOT, 'infra/terraform');
const counts = { passed: 0, failed: 0 };
const leftOut = [];
const initialised = new Map();
const copies = mkdtempSync(join(tmpdir(), 'mngshop-infra-'));
process.on('exit', () => rmSync(copies, { recursive: true, force: true }));

const tool = process.env.TERRAFORM;
const hasTerraform = Boolean(tool) || (await run('terraform', ['version'])).code === 0;

check('docker-compose.yml', composeProblems());
check('every resource is tagged, every variable and output described', describedProblems());
check('the workflows of GitHub', await lintWorkflows(globSync('.github/workflows/*.{yml,yaml}', { cwd: ROOT })));
await checkTests();
await checkScanners();
if (!hasTerraform) leftOut.push('Terraform: install terraform 1.11 or later, or name a tool: TERRAFORM=/path/to/tool npm run check:infra');
else if (process.argv.includes('--mutations')) await checkMutations();
else await checkTerraform();

for (const part of leftOut) console.log(`Left out: ${part}`);
const missing = process.env.TEST_EVERYTHING ? leftOut.length : 0;
console.log(`${counts.passed} passed, ${counts.failed + missing} failed`);
process.exitCode = counts.failed + missing > 0 ? 1 : 0;

async function checkTerraform() {
  const format = await run('terraform', ['fmt', '-check', '-recursive', '-diff'], { cwd: TERRAFORM_ROOT });
  check('terraform fmt', format.code === 0 ? [] : [format.output]);
  for (const folder of [TERRAFORM_ROOT, join(TERRAFORM_ROOT, 'bootstrap')]) {
    const { code, output } = await terraform(folder, ['validate', '-no-color']);
    check(`terraform validate ${basename(folder)}`, code === 0 ? [] : [output]);
  }
  // Each with its own tfvars: production where the files are, dev in a copy.
  await Promise.all([
    countTests('prod', TERRAFORM_ROOT),
    countTests('bootstrap', join(TERRAFORM_ROOT, 'bootstrap')).then(() => countTests('dev', copyOf('dev', 'dev'))),
  ]);
}

/** Several at a time: a test mostly waits for the provider to start. */
async function countTests(name, folder) {
  const files = globSync('tests/*.tftest.hcl', { cwd: folder });
  const shards = Math.min(files.length, 4);
  const share = (index) => files.filter((_, place) => place % shards === index).map((file) => `-filter=${file}`);
  const results = await Promise.all(
    Array.from({ length: shards }, (_, index) => terraform(folder, ['test', '-no-color', ...share(index)])),
  );
  const counted = results.map(({ output }) => /(\d+) passed, (\d+) failed/.exec(output) ?? [undefined, '0', '0']);
  const passed = counted.reduce((sum, [, count]) => sum + Number(count), 0);
  const failed = counted.reduce((sum, [, , count]) => sum + Number(count), 0);
  const broken = results.filter(({ code }, index) => code !== 0 || counted[index]?.[1] === '0');
  counts.passed += passed;
  counts.failed += Math.max(failed, broken.length > 0 ? 1 : 0);
  console.log(`${broken.length === 0 ? 'ok' : 'FAILED'}  terraform test, ${name}: ${passed} passed, ${failed} failed`);
  for (const { output } of broken) console.log(output);
}

/** Every test is broken for once, two at a time. Tests without a break fail: they might be of those that never do. */
async function checkMutations() {
  const tests = globSync('{tests/,tests/dev/,bootstrap/tests/}*.tftest.hcl', { cwd: TERRAFORM_ROOT }).map((file) =>
    file.replace('tests/', '').replace('.tftest.hcl', ''),
  );
  const unbroken = tests.filter((test) => !MUTATIONS.some((one) => one.test === test));
  check('every test has a break', unbroken);
  const named = process.argv.slice(process.argv.indexOf('--mutations') + 1);
  const waiting = MUTATIONS.filter(({ test }) => named.length === 0 || named.includes(test));
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift())
      check(`${next.test} notices ${next.file}: ${next.to}`, await survives(next));
  };
  await Promise.all([worker(), worker()]);
}

async function survives(mutation) {
  const { test, file, from, to } = mutation;
  // A folder each: a test may have several breaks, two of them at a time.
  const folder = copyOf(`${test.replace('/', '-')}-${MUTATIONS.indexOf(mutation)}`, test.startsWith('dev/') ? 'dev' : 'prod');
  // The tests' settings are a link to the environment's: the break must reach the copy of that one too.
  for (const path of [join(folder, file), ...(file.startsWith('environments/') ? [join(folder, 'tests/environment.auto.tfvars')] : [])]) {
    const before = readFileSync(path, 'utf8');
    const after = before.replace(from, to);
    if (before === after) return [`${file} has no longer what is to be broken: ${from}`];
    writeFileSync(path, after);
  }
  const root = test.startsWith('bootstrap/') ? join(folder, 'bootstrap') : folder;
  const { code, output } = await terraform(root, ['test', '-no-color', `-filter=tests/${basename(test)}.tftest.hcl`]);
  rmSync(join(folder, '../..'), { recursive: true, force: true });
  if (code !== 0 && /Test assertion failed|Missing expected failure/.test(output)) return [];
  return [code === 0 ? 'It passed all the same.' : `It broke in another way:\n${output}`];
}

/** A copy of the configuration with one environment's settings and tests. @returns {string} its folder */
function copyOf(name, environment) {
  const base = join(copies, name);
  const folder = join(base, 'infra/terraform');
  mkdirSync(join(base, 'infra'), { recursive: true });
  cpSync(TERRAFORM_ROOT, folder, { recursive: true, filter: (file) => !file.includes('/.terraform/') });
  symlinkSync(join(ROOT, 'storefront'), join(base, 'storefront'));
  const settings = join(folder, 'tests/environment.auto.tfvars');
  rmSync(settings);
  cpSync(join(folder, `environments/${environment}.tfvars`), settings);
  if (environment === 'prod') return folder;
  for (const file of globSync('tests/{prod_*.tftest.hcl,names.auto.tfvars}', { cwd: folder })) rmSync(join(folder, file));
  for (const file of globSync('tests/dev/*.tftest.hcl', { cwd: folder })) cpSync(join(folder, file), join(folder, 'tests', basename(file)));
  return folder;
}

async function terraform(folder, args) {
  if (tool) return run(tool, [folder, ...args]);
  // Once a folder: two at a time would get in each other's way.
  const init = initialised.get(folder) ?? run('terraform', ['init', '-backend=false', '-input=false', '-no-color'], { cwd: folder });
  initialised.set(folder, init);
  const ready = await init;
  return ready.code === 0 ? run('terraform', args, { cwd: folder }) : ready;
}

/** What of the backend holds Terraform, the workflows of Azure and the app together. */
async function checkTests() {
  const files = [
    'backend/src/notifications/sms-workflow.test.ts',
    'backend/src/boot/config.infra.test.ts',
    'backend/src/api/http/site-headers.test.ts',
    'backend/run/run-book.test.mjs',
    'backend/run/workflows.test.mjs',
  ];
  const projects = ['--project', 'plain', '--project', 'storefront'];
  const { code, output } = await run('vitest', ['run', '--config', '.config/vitest.config.ts', ...projects, ...files]);
  check(
    'the Logic Apps, played through, the app on the settings Terraform makes, the run-book and the workflows, read',
    code === 0 ? [] : [output],
  );
}

/** Where they are installed; CI has both (.github/workflows/check.yml), so a machine without them fails nothing. */
async function checkScanners() {
  const scanners = { tflint: ['--recursive', '--format', 'compact'], checkov: ['--config-file', '.checkov.yaml', '--directory', '.'] };
  for (const [name, args] of Object.entries(scanners)) {
    if ((await run(name, ['--version'])).code !== 0) {
      console.log(`--  ${name} is not installed here; CI runs it`);
      continue;
    }
    const { code, output } = await run(name, args, { cwd: TERRAFORM_ROOT });
    check(name, code === 0 ? [] : [output]);
  }
}

function check(name, problems) {
  counts[problems.length > 0 ? 'failed' : 'passed'] += 1;
  console.log(`${problems.length > 0 ? 'FAILED' : 'ok'}  ${name}`);
  for (const problem of problems) console.log(`  ${problem}`);
}

/** @returns {Promise<{ code: number, output: string }>} 1 where it could not be started */
function run(command, args, { cwd = ROOT } = {}) {
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 1, output: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
