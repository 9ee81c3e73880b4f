import { globSync, readFileSync } from 'node:fs';
import { distancesTo } from './mutants/distances.js';
import { EQUIVALENT } from './mutants/equivalent.js';
import { mutate, type Mutant } from './mutants/mutate.js';
import { sampleOf, shareOf } from './mutants/sample.js';
import { type Outcome, tryMutants } from './mutants/try-mutants.js';

/** Files or folders, by the beginning of their path below backend/src: theirs are tried. Without any, all. */
const only = process.argv.slice(2).map((part) => part.replace(/^backend\/src\//, ''));
const SHARE = 0.85;
const MOST = Number(process.env['PROVE_MUTANTS'] ?? Infinity);
const SEED = process.env['PROVE_SEED'] ?? '20261127';
const MINUTES = Number(process.env['PROVE_MINUTES'] ?? 18);
/** How many imports away a test may stand: 1 are those that import the file itself, 2 those of the verbs that call it. */
const REACH = Number(process.env['PROVE_REACH'] ?? 2);

/** Whose mistakes cost money, stock or somebody's data; and every rule. */
const FILES = 'backend/src/{**/rules,holds,ledger,settlement}/**/*.ts';
/** Whole runs of the shop: they notice much, and take seconds for each mutant to do so. */
const TOO_LONG = /\.model\.test|\/(?:backup|simulator|database|notifications)\/|hostile-input|hidden-fields|console-queries|wall-matrix/;

const files = globSync(FILES)
  .filter((file) => !/\.(?:test|fixture)\.ts$/.test(file))
  .filter((file) => only.length === 0 || only.some((part) => file.startsWith(`backend/src/${part}`)))
  .toSorted();
const first: Record<string, number> = {};
const all: Mutant[] = [];
for (const file of files) {
  first[file] = all.length;
  all.push(...mutate(file, readFileSync(file, 'utf8')).mutants);
}
const counted = all.flatMap(({ name }, number) => (name in EQUIVALENT ? [] : [number]));
const tried = sampleOf(counted, MOST, SEED, (number) => all[number]!);
const begun = Date.now();
console.log(
  `${all.length} mutants in ${files.length} files, ${all.length - counted.length} of them equivalent; ${tried.length} are tried, seed ${SEED}`,
);
const testFiles = globSync('backend/src/**/*.test.ts').filter((file) => !TOO_LONG.test(file));
const distance = (mutant: number, testFile: string) => distancesTo(all[mutant]!.file).get(testFile) ?? Infinity;
// What runs the tests ends with this.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
const UNREACHED: Outcome = { killed: false, by: 'no test is so near', asked: 0 };
const outcomes = new Map<number, Outcome>();
// The nearest tests first, of all; then those further away, of what is left.
for (let reach = 1; reach <= REACH; reach++) await tryWithin(reach);
report();

async function tryWithin(reach: number): Promise<void> {
  const left = tried.filter((number) => !outcomes.get(number)?.killed);
  const leftIn = [...new Set(left.map((number) => all[number]!.file))];
  const isAt = (testFile: string) => leftIn.some((file) => distancesTo(file).get(testFile) === reach);
  const near = testFiles.filter(isAt);
  if (near.length === 0 || Date.now() > begun + MINUTES * 60_000) return;
  const found = await tryMutants({
    files: first,
    testFiles: near,
    mutants: left,
    distance,
    above: reach - 1,
    upTo: reach,
    mostFiles: 4,
    until: begun + MINUTES * 60_000,
    say: (line) => console.log(`  ${Math.round((Date.now() - begun) / 1000)} s, ${reach} away, ${line}`),
  });
  for (const [number, outcome] of found) if (outcome.killed || outcome.asked > 0 || !outcomes.has(number)) outcomes.set(number, outcome);
}

function report(): void {
  const seen = tried.map((number) => ({ ...all[number]!, ...(outcomes.get(number) ?? UNREACHED) }));
  for (const { killed, name, line, by } of seen) if (!killed) console.log(`  lived, line ${line}: ${name} (${by})`);
  console.log('  mutants  equivalent  tried  killed');
  for (const [folder, group] of Map.groupBy(all, ({ file }) => folderOf(file))) {
    const own = seen.filter(({ file }) => folderOf(file) === folder);
    row(folder, group, own);
  }
  const killed = row('in all', all, seen);
  const hung = seen.filter(({ by }) => by.endsWith('(hung)')).length;
  const open = seen.filter(({ isOpen }) => isOpen).length;
  console.log(`  ${hung} of them by hanging; ${open} that lived had tests left when the time was up`);
  const stale = only.length > 0 ? [] : Object.keys(EQUIVALENT).filter((name) => !all.some((mutant) => mutant.name === name));
  for (const name of stale) console.log(`  FAILED: no mutant is called so any more, equivalent.ts: ${name}`);
  if (killed < SHARE) console.log(`  FAILED: at least ${percent(SHARE)} must be killed`);
  const results = [killed >= SHARE, stale.length === 0];
  const failed = results.filter((held) => !held).length;
  console.log(`${results.length - failed} passed, ${failed} failed`);
  process.exit(failed > 0 ? 1 : 0);
}

/** Gives the share that was killed. */
function row(name: string, group: readonly Mutant[], own: readonly Outcome[]): number {
  const equivalent = group.filter((mutant) => mutant.name in EQUIVALENT).length;
  const killed = own.filter((one) => one.killed).length;
  const { share, off } = shareOf(killed, own.length, group.length - equivalent);
  const figures = [String(group.length).padStart(9), String(equivalent).padStart(12), String(own.length).padStart(7)];
  const around = off > 0 ? ` ± ${percent(off)}` : '';
  if (own.length > 0) console.log(`${figures.join('')}  ${String(killed).padStart(6)}  ${percent(share)}${around}: ${name}`);
  return share;
}

function folderOf(file: string): string {
  return file.split('/').slice(2, -1).join('/');
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
