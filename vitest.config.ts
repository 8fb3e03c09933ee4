import { defineConfig } from 'vitest/config';
import { TallyReporter } from './scripts/testing/tally-reporter.ts';

const JOURNEY_MS = 180_000;
const POLL_MS = 20_000;
const RULE_MS = 20_000;

export default defineConfig({
  test: {
    reporters: ['default', new TallyReporter()],
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          pool: 'forks',
          include: ['{shared,server,scripts,client,bench}/**/*.test.{ts,tsx}'],
          exclude: ['client/e2e/**', '**/node_modules/**'],
          maxWorkers: 3,
          testTimeout: RULE_MS,
          hookTimeout: RULE_MS,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          pool: 'forks',
          include: ['client/e2e/**/*.test.ts'],
          maxWorkers: 1,
          fileParallelism: false,
          retry: 0,
          expect: { poll: { timeout: POLL_MS, interval: 50 } },
          testTimeout: JOURNEY_MS,
          hookTimeout: JOURNEY_MS,
        },
      },
    ],
  },
});
