import { describe, expect, test } from 'vitest';
import { makePostgres, postgresLacks } from '../testing/engines.ts';
import { shopUnderKills } from '../testing/killedShop.ts';

/** How often the server is killed on each engine; the benchmark `crash` does it for long. */
const KILLS = 6;
const SEED = 20260401;
const MOST_MS = 150_000;

for (const engine of ['sqlite', 'postgres'] as const)
  describe.skipIf(engine === 'postgres' && postgresLacks)(`on ${engine}`, () => {
    test(
      `[CO15] killed ${KILLS} times while people buy, the shop charges nobody twice, loses no order, and its stock adds up`,
      async () => {
        const made = engine === 'postgres' ? await makePostgres() : undefined;
        const plan = { databaseUrl: made?.url, kills: KILLS, checkouts: 0, seed: SEED };
        const { paid, violations } = await shopUnderKills(plan);
        await made?.drop();
        expect(violations).toEqual([]);
        expect(paid).toBeGreaterThan(KILLS);
      },
      MOST_MS,
    );
  });
