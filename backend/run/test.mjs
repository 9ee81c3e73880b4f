// `npm test`: everything this machine can run, and in its last lines what it could not. Arguments go to Vitest.
// With TEST_EVERYTHING=1 (CI) a part that cannot run fails.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { findChromium } from './find-chromium.mjs';
import { requireNode } from './require-node.mjs';
import { ROOT } from './run.mjs';

requireNode();
const chromium = findChromium();
const mysql = process.env.TEST_MYSQL_URL;
const azurite = existsSync(join(ROOT, '.config/azurite/node_modules/azurite'));
const leftOut = [
  ...(mysql ? [] : ['the same suite on MySQL: start a MySQL 8.4 server, then TEST_MYSQL_URL=mysql://root@127.0.0.1:3306 npm test']),
  ...(chromium
    ? []
    : ['the browser journeys: install Chromium (Debian: apt-get install chromium) or name one: CHROMIUM=/path/to/chrome npm test']),
  ...(azurite ? [] : ['pictures and backups over Azurite, Azure’s own emulator (365 MB): npm ci --prefix .config/azurite, then npm test']),
];
const given = process.argv.slice(2);
const cache = join(ROOT, 'node_modules/.cache/mngshop');
if (chromium) await build(); // the journeys run what `npm start` runs
// Beside each other: the journeys mostly wait for a browser, while the others want the processor.
const runs = await Promise.all([
  vitest('tests', ['sqlite', 'plain', 'storefront', 'functions', ...(mysql ? ['mysql'] : [])]),
  ...(chromium ? [vitest('journeys', ['journeys'])] : []),
]);
const passed = runs.reduce((sum, run) => sum + run.passed, 0);
const nothing = runs.every((run) => run.passed + run.failed === 0);
if (nothing) console.log(`No test: ${given.join(' ')}`);
const failed = runs.reduce((sum, run) => sum + run.failed, 0) + (nothing ? 1 : 0);
console.log('');
for (const part of leftOut) console.log(`Left out: ${part}`);
if (process.env.TEST_EVERYTHING && leftOut.length > 0) console.log('Nothing may be left out here (TEST_EVERYTHING).');
const missing = process.env.TEST_EVERYTHING ? leftOut.length : 0;
console.log(`${passed} passed, ${failed + missing} failed`);
process.exit(failed + missing > 0 ? 1 : 0);

/** @returns {Promise<{ passed: number, failed: number }>} at least one failed where Vitest says so for another reason, as an error outside the tests */
async function vitest(name, projects) {
  const report = join(cache, `${name}.json`);
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  // What is given may be of the other run.
  const args = ['run', '--config', '.config/vitest.config.ts', '--passWithNoTests', ...reporters];
  const env = { ...process.env, ...(chromium ? { CHROMIUM: chromium } : {}) };
  const child = spawn('vitest', [...args, ...projects.flatMap((project) => ['--project', project]), ...given], {
    cwd: ROOT,
    stdio: 'inherit',
    env,
  });
  const code = await new Promise((resolve) => child.once('close', (exit) => resolve(exit ?? 1)));
  const { passed, failed } = counts(report);
  return { passed, failed: Math.max(failed, code === 0 ? 0 : 1) };
}

function counts(report) {
  try {
    const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
    // A file that could not even load has no tests to count.
    return { passed: numPassedTests, failed: Math.max(numFailedTests, numFailedTestSuites > 0 && numFailedTests === 0 ? 1 : 0) };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
