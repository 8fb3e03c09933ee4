import { defineConfig } from 'vitest/config';
import { TallyReporter } from './scripts/testing/tally-reporter.ts';

const JOURNEY_MS = 180_000;
const POLL_MS = 20_000;
const RULE_MS = 20_000;

/** Journeys in which no time is measured and nothing live is sent: they leave the processor idle half the time, so two run at once. */
const CALM = [
  'access',
  'account',
  'checkout',
  'designer',
  'desk',
  'engagement',
  'events',
  'inspect',
  'looks',
  'orders',
  'prices',
  'shop',
  'showrooms',
  'stripe',
  'ways',
].map((name) => `client/e2e/${name}.test.ts`);
const JOURNEYS = {
  pool: 'forks' as const,
  retry: 0,
  expect: { poll: { timeout: POLL_MS, interval: 50 } },
  testTimeout: JOURNEY_MS,
  hookTimeout: JOURNEY_MS,
};

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
          globalSetup: ['server/testing/postgresOfRun.ts'],
          maxWorkers: 3,
          testTimeout: RULE_MS,
          hookTimeout: RULE_MS,
        },
      },
      {
        extends: true,
        test: {
          ...JOURNEYS,
          name: 'calm',
          include: CALM,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          ...JOURNEYS,
          name: 'e2e',
          include: ['client/e2e/**/*.test.ts'],
          exclude: CALM,
          maxWorkers: 1,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
