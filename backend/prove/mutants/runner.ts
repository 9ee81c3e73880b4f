import { appendFileSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { describe, it, type RunnerTask, type RunnerTestCase, type RunnerTestSuite, TestRunner, vi } from 'vitest';
import { HOOKS, LOADING, NONE, type Plan, type Seen, type Try } from './plan.js';

// A mutant that goes in circles comes by more often than this within one test, and for longer. No time-out could end it.
const MOST_VISITS = 1_000_000;
const LONGEST_MS = 2_000;

/** Which mutant is awake, and which were come by: every changed line asks here. */
class Mutants {
  current = NONE;
  reached = new Set<number>();
  #visits = 0;
  #since = 0;

  awake(mutant: number): boolean {
    if (this.current === NONE) this.reached.add(mutant);
    else if (++this.#visits > MOST_VISITS && Date.now() - this.#since > LONGEST_MS) throw new Error('Goes in circles.');
    return mutant === this.current;
  }

  wake(mutant: number): void {
    this.current = mutant;
    this.startOver();
  }

  /** Of a new test. */
  startOver(): void {
    this.#visits = 0;
    this.#since = Date.now();
  }
}

const mutants = new Mutants();
Object.assign(globalThis, { __mutants: mutants });

/**
 * Runs the tests of a file once for each mutant that is to be tried there, one after the other in one process: loading the
 * shop takes seconds, its tests take milliseconds. The first test that fails ends the mutant.
 */
export default class MutantRunner extends TestRunner {
  readonly #plan = JSON.parse(readFileSync(process.env['MUTANTS_PLAN'] ?? '', 'utf8')) as Plan;
  #file = '';
  #tries = new Map<string, Try>();
  #failed: string[] = [];

  override async importFile(path: string, source: 'collect' | 'setup'): Promise<void> {
    if (source === 'setup') return void (await super.importFile(path, source));
    this.#file = relative(this.config.root, path);
    const tries = this.#plan.tries[this.#file] ?? [];
    if (tries.length === 0) {
      const begun = Date.now();
      await super.importFile(path, source);
      return this.#note(LOADING, Date.now() - begun);
    }
    for (const [index, one] of tries.entries()) {
      const name = `mutant ${index}`;
      this.#tries.set(name, one);
      describe(name, async () => {
        this.#say({ kind: 'begun', file: this.#file, mutant: one.mutant });
        if (one.anew || tries[index - 1]?.anew) vi.resetModules();
        // Awake until the next one's turn: what stands in a suite is run after this.
        mutants.wake(one.mutant);
        // A file that cannot be loaded would take the tests of all the others with it.
        await Promise.resolve(super.importFile(path, source)).catch((error: unknown) => it('loads', () => Promise.reject(error)));
      });
    }
  }

  onCollected(): void {
    mutants.wake(NONE);
  }

  override async onBeforeRunSuite(suite: RunnerTestSuite): Promise<void> {
    await super.onBeforeRunSuite(suite);
    const one = this.#tryOf(suite);
    if (!one || suite.name !== this.#rootOf(suite)?.name) return;
    this.#failed = [];
    this.#say({ kind: 'begun', file: this.#file, mutant: one.mutant });
    mutants.wake(one.mutant);
  }

  override async onBeforeRunTask(test: RunnerTestCase): Promise<void> {
    this.#note(HOOKS, 0);
    const one = this.#tryOf(test);
    if (one && !this.#isWanted(test, one)) test.mode = 'skip';
    mutants.startOver();
    await super.onBeforeRunTask(test);
  }

  #isWanted(test: RunnerTestCase, { mutant, tests }: Try): boolean {
    if (this.#failed.length > 0 && mutant !== NONE) return false;
    const name = this.#nameOf(test);
    return tests === null || tests.includes(name) || name === 'loads';
  }

  override onAfterRunTask(test: RunnerTestCase): void {
    super.onAfterRunTask(test);
    if (test.result?.state === 'fail') this.#failed.push(this.#nameOf(test));
    this.#note(this.#nameOf(test), test.result?.duration ?? 0);
  }

  override async onAfterRunSuite(suite: RunnerTestSuite): Promise<void> {
    await super.onAfterRunSuite(suite);
    const one = this.#tryOf(suite);
    if (!one || suite.name !== this.#rootOf(suite)?.name) return this.#note(HOOKS, 0);
    mutants.wake(NONE);
    if (suite.result?.state === 'fail' && this.#failed.length === 0) this.#failed.push(HOOKS);
    this.#say({ kind: 'ended', file: this.#file, mutant: one.mutant, failed: this.#failed });
  }

  // The suite of a mutant, which stands right under the file.
  #rootOf(task: RunnerTask): RunnerTask | undefined {
    let at: RunnerTask | undefined = task;
    while (at?.suite) at = at.suite;
    return at;
  }

  #tryOf(task: RunnerTask): Try | undefined {
    return this.#tries.get(this.#rootOf(task)?.name ?? '');
  }

  #nameOf(task: RunnerTask): string {
    const names: string[] = [];
    for (let at: RunnerTask | undefined = task; at; at = at.suite) names.unshift(at.name);
    return (this.#tries.has(names[0] ?? '') ? names.slice(1) : names).join(' > ');
  }

  #note(test: string, ms: number): void {
    if (this.#tries.size > 0) return;
    if (mutants.reached.size > 0 || ms > 0) this.#say({ kind: 'reached', file: this.#file, test, ms, mutants: [...mutants.reached] });
    mutants.reached.clear();
  }

  #say(seen: Seen): void {
    appendFileSync(this.#plan.results, `${JSON.stringify(seen)}\n`);
  }
}
