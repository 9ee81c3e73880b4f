import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../src/kernel/root.js';
import { HOOKS, LOADING, NONE, type Plan, type Seen, type Try } from './plan.js';

/** Where a mutant can be noticed: in one test file, by these of its tests. */
interface Place extends Omit<Try, 'mutant'> {
  file: string;
  /** What trying it costs, roughly. */
  ms: number;
  /** Much is loaded with the file. */
  isHeavy: boolean;
}

export interface Outcome {
  killed: boolean;
  /** The test that failed; `(hung)` where nothing came back. For one that lived: how many files noticed nothing. */
  by: string;
  /** Files that noticed nothing. */
  asked: number;
  /** It lived, and there were tests left when the time was up. */
  isOpen?: boolean;
}

export interface Trial {
  files: Record<string, number>;
  testFiles: readonly string[];
  /** Numbers of those to try. */
  mutants: readonly number[];
  /** How many imports a test file is from a mutant: the nearest is asked first. */
  distance: (mutant: number, testFile: string) => number;
  /** Files further away than `above`, and no further than `upTo`. */
  above: number;
  upTo: number;
  /** A mutant is tried in so many files at most, the nearest and quickest first. */
  mostFiles: number;
  /** When to begin no more. */
  until: number;
  say: (line: string) => void;
}

/** Of one file at a time: another worker begins with the next. */
const CHUNK = 120;
const CHUNK_LIGHT = 400;
/** What is loaded anew stays in memory: a whole shop, which takes so long, or no more than a rule. */
const CHUNK_ANEW = 25;
const LONG_LOADING_MS = 1_000;
const SILENCE_MS = 60_000;

/** Tries each mutant on the tests that reach it, until one fails. */
export async function tryMutants(trial: Trial): Promise<Map<number, Outcome>> {
  const places = await placesOf(trial);
  const outcomes = new Map<number, Outcome>();
  const asked = new Map<number, number>();
  for (let round = 1; ; round++) {
    const tries: Record<string, Try[]> = {};
    let count = 0;
    for (const mutant of trial.mutants) {
      const place = places.get(mutant)?.slice(0, trial.mostFiles)[asked.get(mutant) ?? 0];
      if (outcomes.get(mutant)?.killed || !place) continue;
      const list = (tries[place.file] ??= []);
      if (list.length >= (place.isHeavy ? CHUNK : CHUNK_LIGHT)) continue;
      if (place.isHeavy && place.anew && list.filter(({ anew }) => anew).length >= CHUNK_ANEW) continue;
      list.push({ mutant, tests: place.tests, anew: place.anew });
      count++;
    }
    if (count === 0 || Date.now() > trial.until) break;
    for (const [file, list] of Object.entries(tries)) tries[file] = inOrder(list);
    trial.say(`round ${round}: ${count} tries in ${Object.keys(tries).length} files`);
    const all = await results(trial.files, tries);
    if (all.size === 0) throw new Error('No test file could be loaded.');
    for (const [file, list] of Object.entries(tries)) settle(file, list, all.get(file) ?? [], { outcomes, asked });
  }
  for (const mutant of trial.mutants) {
    if (outcomes.has(mutant)) continue;
    const [before, all] = [asked.get(mutant) ?? 0, places.get(mutant)?.length ?? 0];
    const isOpen = before < Math.min(all, trial.mostFiles);
    outcomes.set(mutant, { killed: false, by: all > 0 ? `${before} files` : 'no test reaches it', asked: before, isOpen });
  }
  return outcomes;
}

/** Those last that load the shop again; and after them the same tests without a mutant, which shows what was left behind. */
function inOrder(list: readonly Try[]): Try[] {
  const sorted = list.toSorted((a, b) => Number(a.anew) - Number(b.anew));
  const tests = list.some((one) => one.tests === null) ? null : [...new Set(list.flatMap((one) => one.tests ?? []))];
  return [...sorted, { mutant: NONE, tests, anew: false }];
}

function settle(
  file: string,
  tries: readonly Try[],
  seen: readonly Seen[],
  { outcomes, asked }: { outcomes: Map<number, Outcome>; asked: Map<number, number> },
): void {
  const ended = new Map(seen.flatMap((one) => (one.kind === 'ended' ? [[one.mutant, one.failed] as const] : [])));
  const last = seen.findLast((one) => one.kind === 'begun');
  const spoiled = new Set(ended.get(NONE) ?? []);
  for (const { mutant } of tries) {
    const failed = ended.get(mutant);
    if (mutant === NONE) continue;
    // Where the process ended before the others' turn, they come again in the next round.
    if (!failed) {
      if (last?.mutant === mutant) outcomes.set(mutant, { killed: true, by: `${file} (hung)`, asked: asked.get(mutant) ?? 0 });
      continue;
    }
    const [by] = failed.filter((test) => !spoiled.has(test));
    if (by !== undefined) outcomes.set(mutant, { killed: true, by: `${file}: ${by}`, asked: asked.get(mutant) ?? 0 });
    // What fails so without any mutant too says nothing: something was left behind.
    else asked.set(mutant, (asked.get(mutant) ?? 0) + 1);
  }
}

/** Runs every test once, to find which mutants it comes by. */
async function placesOf(trial: Trial): Promise<Map<number, Place[]>> {
  const tries = Object.fromEntries(trial.testFiles.map((file) => [file, []]));
  const wanted = new Set(trial.mutants);
  const places = new Map<number, Place[]>();
  for (const [file, seen] of await results(trial.files, tries)) {
    const reached = seen.filter((one) => one.kind === 'reached');
    const all = reached.reduce((sum, { ms }) => sum + ms, 0);
    const loading = reached.find(({ test }) => test === LOADING)?.ms ?? 0;
    const timeOf = new Map(reached.map(({ test, ms }) => [test, ms]));
    const testsOf = new Map<number, string[]>();
    for (const { test, mutants } of reached) for (const mutant of mutants) testsOf.set(mutant, [...(testsOf.get(mutant) ?? []), test]);
    for (const [mutant, tests] of testsOf) {
      if (!wanted.has(mutant)) continue;
      const anew = tests.includes(LOADING);
      const everywhere = anew || tests.includes(HOOKS);
      const own = everywhere ? all - loading : tests.reduce((sum, test) => sum + (timeOf.get(test) ?? 0), 0);
      const isHeavy = loading > LONG_LOADING_MS;
      const place = { file, tests: everywhere ? null : tests, anew, ms: own + (anew ? loading : 0), isHeavy };
      places.set(mutant, [...(places.get(mutant) ?? []), place]);
    }
  }
  for (const [mutant, list] of places) {
    const far = new Map(list.map(({ file }) => [file, trial.distance(mutant, file)]));
    places.set(
      mutant,
      list
        .filter(({ file }) => trial.above < far.get(file)! && far.get(file)! <= trial.upTo)
        .toSorted((a, b) => far.get(a.file)! - far.get(b.file)! || a.ms - b.ms),
    );
  }
  return places;
}

async function results(files: Record<string, number>, tries: Record<string, Try[]>): Promise<Map<string, Seen[]>> {
  const folder = mkdtempSync(join(tmpdir(), 'mutants-'));
  try {
    const plan: Plan = { files, tries, results: join(folder, 'results') };
    writeFileSync(join(folder, 'plan'), JSON.stringify(plan));
    await vitest(join(folder, 'plan'), plan.results);
    if (!existsSync(plan.results)) throw new Error('Vitest ran nothing.');
    const seen = readFileSync(plan.results, 'utf8').split('\n').filter(Boolean);
    return Map.groupBy(
      seen.map((line) => JSON.parse(line) as Seen),
      ({ file }) => file,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Ends with the run, or once nothing has been heard of it for long: a mutant that never comes back holds its process. */
function vitest(plan: string, results: string): Promise<void> {
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'backend/prove/mutants/vitest.config.ts'];
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, MUTANTS_PLAN: plan },
    stdio: process.env['MUTANTS_LOUD'] ? 'inherit' : 'ignore',
    detached: true, // a group of its own: its workers end with it
  });
  const begun = Date.now();
  const heard = () => (existsSync(results) ? statSync(results).mtimeMs : begun);
  const watch = setInterval(() => {
    if (Date.now() - Math.max(heard(), begun) > SILENCE_MS && child.pid) process.kill(-child.pid, 'SIGKILL');
  }, 1_000);
  const end = () => child.pid && process.kill(-child.pid, 'SIGKILL');
  process.once('exit', end);
  return new Promise((resolve) => {
    child.once('close', () => {
      process.off('exit', end);
      clearInterval(watch);
      resolve();
    });
  });
}
