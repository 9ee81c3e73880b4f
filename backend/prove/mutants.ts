import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { EQUIVALENT } from './mutants/equivalent.js';
import { distancesTo } from './mutants/distances.js';
import { mutate, type Mutant } from './mutants/mutate.js';
import { type Outcome, tryMutants } from './mutants/try-mutants.js';

const only = process.argv[2];
const SHARE = 0.85;
const MOST = Number(process.env['PROVE_MUTANTS'] ?? 900);
const SEED = process.env['PROVE_SEED'] ?? '20261127';
const LEAST_OF_A_FILE = 4;
const MINUTES = Number(process.env['PROVE_MINUTES'] ?? 18);

/** Whose mistakes cost money, stock or somebody's data; and every rule. */
const FILES = 'backend/src/{**/rules,holds,ledger,settlement}/**/*.ts';
/** Whole runs of the shop: they notice much, and take seconds for each mutant to do so. */
const TOO_LONG = /\.model\.test|\/(?:backup|simulator|database|notifications)\/|hostile-input|hidden-fields|console-queries|wall-matrix/;

const files = only
  ? [only]
  : globSync(FILES)
      .filter((file) => !/\.(?:test|fixture)\.ts$/.test(file))
      .toSorted();
const first: Record<string, number> = {};
const all: Mutant[] = [];
for (const file of files) {
  first[file] = all.length;
  all.push(...mutate(file, readFileSync(file, 'utf8')).mutants);
}
const counted = all.flatMap(({ name }, number) => (name in EQUIVALENT ? [] : [number]));
const tried = only ? counted : sample(counted);
const begun = Date.now();
console.log(
  `${all.length} mutants in ${files.length} files, ${all.length - counted.length} of them equivalent; ${tried.length} are tried, seed ${SEED}`,
);
const outcomes = await tryMutants({
  files: first,
  testFiles: globSync('backend/src/**/*.test.ts').filter((file) => !TOO_LONG.test(file)),
  mutants: tried,
  distance: (mutant, testFile) => distancesTo(all[mutant]!.file).get(testFile) ?? Infinity,
  mostFiles: 8,
  until: begun + MINUTES * 60_000,
  say: (line) => console.log(`  ${Math.round((Date.now() - begun) / 1000)} s: ${line}`),
});
report();

/** The same share of every file. Whether a mutant is in depends on its name and the seed alone. */
function sample(numbers: readonly number[]): number[] {
  const lot = (number: number) => createHash('sha256').update(`${SEED} ${all[number]!.name}`).digest('hex');
  return [...Map.groupBy(numbers, (number) => all[number]!.file).values()].flatMap((ofFile) => {
    const most = Math.max(LEAST_OF_A_FILE, Math.round((MOST / numbers.length) * ofFile.length));
    return ofFile
      .map((number) => ({ number, lot: lot(number) }))
      .toSorted((a, b) => (a.lot < b.lot ? -1 : 1))
      .slice(0, most)
      .map(({ number }) => number);
  });
}

function report(): void {
  const seen = tried.map((number) => ({ ...all[number]!, ...(outcomes.get(number) as Outcome) }));
  for (const { killed, name, line, by } of seen) if (!killed) console.log(`  lived, line ${line}: ${name} (${by})`);
  for (const [folder, group] of Map.groupBy(seen, ({ file }) => folderOf(file))) {
    const killed = group.filter((one) => one.killed).length;
    console.log(`  ${percent(killed / group.length).padStart(7)} of ${String(group.length).padStart(4)} killed: ${folder}`);
  }
  const killed = seen.filter((one) => one.killed).length;
  const hung = seen.filter(({ by }) => by.endsWith('(hung)')).length;
  console.log(
    `  ${percent(killed / seen.length).padStart(7)} of ${String(seen.length).padStart(4)} killed in all, ${hung} of them by hanging; at least ${percent(SHARE)} must be`,
  );
  const stale = Object.keys(EQUIVALENT).filter((name) => !only && !all.some((mutant) => mutant.name === name));
  for (const name of stale) console.log(`  FAILED: no mutant is called so any more, equivalent.ts: ${name}`);
  const results = [killed / seen.length >= SHARE, stale.length === 0];
  const failed = results.filter((held) => !held).length;
  console.log(`${results.length - failed} passed, ${failed} failed`);
  process.exit(failed > 0 ? 1 : 0);
}

function folderOf(file: string): string {
  return file.split('/').slice(2, -1).join('/');
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
