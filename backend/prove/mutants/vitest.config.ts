import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { defineConfig, type Plugin } from 'vitest/config';
import { mutate } from './mutate.js';
import type { Plan } from './plan.js';

const root = join(import.meta.dirname, '../../..');
const plan = JSON.parse(readFileSync(process.env['MUTANTS_PLAN'] ?? '', 'utf8')) as Plan;

const firstOf = (id: string): number | undefined => plan.files[relative(root, id.replace(/\?.*$/, ''))];

/** Puts every mutant of a file into it, asleep. */
const mutants: Plugin = {
  name: 'mutants',
  enforce: 'pre',
  configureVitest({ defineCacheKeyGenerator }) {
    // What Vitest keeps from run to run would have the numbers of another plan, or no mutants.
    defineCacheKeyGenerator(({ id }) => (firstOf(id) === undefined ? undefined : false));
  },
  transform(source: string, id: string) {
    const file = relative(root, id.replace(/\?.*$/, ''));
    const first = firstOf(id);
    return first === undefined ? undefined : { code: mutate(file, source).code(first), map: null };
  },
};

/** The `sqlite` project of .config/vitest.config.ts, for the test files that the plan names. */
export default defineConfig({
  root,
  plugins: [mutants],
  test: {
    include: Object.keys(plan.tries),
    env: { TEST_ENGINE: 'sqlite' },
    runner: join(import.meta.dirname, 'runner.ts'),
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 5_000, // what takes longer waits for what never comes
    hookTimeout: 20_000,
    reporters: [{}],
    silent: true,
    dangerouslyIgnoreUnhandledErrors: true,
  },
});
