import { defineConfig } from 'vitest/config';

const backend = ['backend/src/**/*.test.ts', 'seed/**/*.test.ts'];
const withDatabase = { testTimeout: 20_000, hookTimeout: 60_000, pool: 'forks' as const };

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'sqlite', include: backend, env: { TEST_ENGINE: 'sqlite' }, ...withDatabase } },
      ...(process.env['TEST_MYSQL_URL']
        ? [{ test: { name: 'mysql', include: backend, env: { TEST_ENGINE: 'mysql' }, ...withDatabase } }]
        : []),
      { test: { name: 'storefront', include: ['storefront/src/**/*.test.ts'] } },
    ],
  },
});
