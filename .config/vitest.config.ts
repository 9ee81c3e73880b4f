import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const root = join(import.meta.dirname, '..');
const withDatabase = {
  include: ['backend/src/**/*.test.ts', 'backend/prove/**/*.test.ts', 'seed/**/*.test.ts'],
  testTimeout: 30_000,
  hookTimeout: 120_000,
  pool: 'forks' as const,
  // Every core: Vitest leaves one free, which is half of a small machine.
  maxWorkers: availableParallelism(),
  // After the journeys, which have the machine to themselves.
  sequence: { groupOrder: 1 },
};
const project = (name: string, test: object) => ({ root, test: { name, ...test } });

/** `npm test` chooses among these: see backend/run/test.mjs. */
export default defineConfig({
  root,
  test: {
    projects: [
      project('sqlite', { ...withDatabase, env: { TEST_ENGINE: 'sqlite' } }),
      project('mysql', { ...withDatabase, env: { TEST_ENGINE: 'mysql' } }),
      project('storefront', { include: ['storefront/src/**/*.test.ts', 'backend/run/**/*.test.mjs'] }),
      project('functions', { include: ['infra/functions/src/**/*.test.ts'] }),
      project('journeys', {
        include: ['backend/journeys/**/*.test.ts'],
        testTimeout: 180_000,
        hookTimeout: 180_000,
        fileParallelism: false,
        pool: 'forks',
      }),
    ],
  },
});
