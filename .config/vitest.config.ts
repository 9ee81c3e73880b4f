import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const root = join(import.meta.dirname, '..');

/** Files that open no database: once is enough. One that opens one all the same fails there (testing/test-database.ts). */
const PLAIN = [
  'backend/src/**/rules/*.test.ts',
  'backend/src/console/components/*.test.ts',
  'backend/src/contract/*.test.ts',
  'backend/src/simulator/*.test.ts',
  'backend/src/words/*.test.ts',
  'backend/src/api/{doors,http/early-busy,http/site-headers}.test.ts',
  'backend/src/backup/{backup-cipher,take-backup}.test.ts',
  'backend/src/boot/{config,config.infra,legal-facts}.test.ts',
  'backend/src/database/{one-way,table-owners,migrations/expand-only}.test.ts',
  'backend/src/kernel/{field-encryption,password-gate,tell-refusal}.test.ts',
  'backend/src/notifications/{slack,sms,sms-workflow}.test.ts',
  'backend/src/payments/{gateway,bootpay/bootpay}.test.ts',
  'backend/src/staff/totp.test.ts',
  'backend/src/storage/upload-function.test.ts',
  'backend/prove/mutants.test.ts',
  'seed/data/*.test.ts',
];

// The longest, which must not be what everybody waits for at the end. Where the order is wrong only time is lost.
const LONGEST = ['backend/prove/', 'seed/seed.test.ts', '.model.test.ts', 'console-queries', 'hidden-fields', 'accessibility', 'checkout-'];

/** Those first, then by size as Vitest does; the plain ones, which share their processes, side by side at the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ project, moduleId }: TestSpecification) => {
      const place = LONGEST.findIndex((name) => moduleId.includes(name));
      if (project.name === 'plain') return 2 * LONGEST.length;
      return place < 0 ? LONGEST.length : place - (project.name === 'mysql' ? 0.5 : 0);
    };
    // oxlint-disable-next-line unicorn/no-array-sort -- the sequencer's own, which gives another array
    const bySize = await super.sort(files);
    return bySize.toSorted((a, b) => rank(a) - rank(b));
  }
}

const base = { pool: 'forks' as const, testTimeout: 30_000, hookTimeout: 120_000, maxWorkers: availableParallelism() };
const withDatabase = {
  ...base,
  include: ['backend/src/**/*.test.ts', 'backend/prove/**/*.test.ts', 'seed/**/*.test.ts'],
  exclude: PLAIN,
};
const project = (name: string, test: object) => ({ root, test: { ...base, name, ...test } });

/** `npm test` chooses among these, and runs the journeys beside the others: see backend/run/test.mjs. */
export default defineConfig({
  root,
  test: {
    sequence: { sequencer: LongestFirst },
    // Every core: Vitest leaves one free, which is half of a small machine.
    maxWorkers: availableParallelism(),
    projects: [
      project('sqlite', { ...withDatabase, env: { TEST_ENGINE: 'sqlite' } }),
      project('mysql', { ...withDatabase, env: { TEST_ENGINE: 'mysql' }, globalSetup: 'backend/src/testing/migrate-once.ts' }),
      project('plain', { include: PLAIN, env: { TEST_ENGINE: 'none' }, isolate: false }),
      project('storefront', { include: ['storefront/src/**/*.test.ts', 'backend/run/**/*.test.mjs'] }),
      project('functions', { include: ['infra/functions/src/**/*.test.ts'] }),
      project('journeys', { include: ['backend/journeys/**/*.test.ts'], testTimeout: 180_000, hookTimeout: 180_000 }),
    ],
  },
});
