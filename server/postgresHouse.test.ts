import { describe, expect, test } from 'vitest';
import { ask as askHouse, signIn } from './testing/api.ts';
import { makePostgres, postgresLacks } from './testing/engines.ts';
import { openTestHouse } from './testing/house.ts';
import { ask } from './testing/postgres.ts';

const OTHERS =
  'select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';

describe.skipIf(postgresLacks)('the whole house on PostgreSQL', () => {
  test('[PG6] it opens, serves products, sessions, rooms and console, keeps all over a restart, and leaves no connection', async () => {
    const made = await makePostgres(true);
    const env = { DATABASE_URL: made.url, DATABASE_POOL: '4' };
    const house = await openTestHouse(env);
    expect((await askHouse(house, 'GET', '/readyz')).status).toBe(200);
    const products = await askHouse(house, 'GET', '/api/products');
    expect(products.body.products.length).toBeGreaterThanOrEqual(6);
    const owner = await signIn(house, 'owner');
    const designer = await signIn(house, 'designer');
    for (const [who, path] of [
      [owner, '/api/console/orders'],
      [owner, '/api/console/showrooms/atelier/stands'],
      [owner, '/api/moderation'],
      [designer, '/api/designer/products?words=DEER'],
      [owner, '/api/events'],
    ] as const)
      expect([path, (await who.call('GET', path)).status]).toEqual([path, 200]);
    expect(await house.end()).toEqual([]);
    expect((await ask(made.url, OTHERS))[0]).toEqual([]);
    const again = await openTestHouse(env);
    const headers = { authorization: `Bearer ${owner.token}` };
    expect((await askHouse(again, 'GET', '/api/console/orders', { headers })).status).toBe(200);
    await again.end();
    await made.drop();
  });
});
