import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bus, inProcessBus } from '../bus.ts';
import { type Database, openDatabase } from '../store/open.ts';
import { type Api, ask, signIn } from '../testing/api.ts';
import { databaseEnv, onEachEngine } from '../testing/engines.ts';
import { openTestHouse, runningClock, type TestHouse } from '../testing/house.ts';
import { openLinking } from './linking.ts';
import { openSessions } from './sessions.ts';

onEachEngine((open, engine) => {
  let house: TestHouse;
  let owner: Api;
  let folder: string;
  let database: Record<string, string>;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vitrine-members-'));
    database = await databaseEnv(engine);
    house = await openTestHouse({ ...database, DATA_DIR: folder });
    owner = await signIn(house, 'owner');
  });
  afterAll(() => house.end());

  /** The house's database, opened a second time, as another process has it. */
  async function inDatabase<T>(work: (db: Database) => Promise<T>): Promise<T> {
    const db = await openDatabase(folder, database.DATABASE_URL);
    try {
      return await work(db);
    } finally {
      await db.destroy();
    }
  }

  test('[AC17] when an owner asks all staff for a second factor, rights wait without one, and are refused by a code of their own', async () => {
    const host = await signIn(house, 'host');
    const demand = (wanted: boolean) => owner.call('PUT', '/api/console/members/second-factor', { wanted });
    expect((await demand(true)).body.code).toBe('second-factor-needed');
    const { own } = (await owner.call('GET', '/api/console/members')).body;
    await inDatabase((db) =>
      db.updateTable('account').set({ second_factor: 1 }).where('id', '=', own).execute(),
    );
    expect((await demand(true)).status).toBe(200);
    expect(await host.call('GET', '/api/console/events')).toMatchObject({
      status: 403,
      body: { code: 'second-factor-needed' },
    });
    expect((await host.call('POST', '/api/session')).body).toMatchObject({
      role: 'visitor',
      needsSecondFactor: true,
    });
    expect((await owner.call('GET', '/api/console/events')).status).toBe(200);
    expect((await demand(false)).status).toBe(200);
    expect((await host.call('GET', '/api/console/events')).status).toBe(200);
  });

  test('[AC18] sign-ins of staff, invitations and changes of roles stand in the audit log', async () => {
    const designer = await signIn(house, 'designer');
    const { members } = (await owner.call('GET', '/api/console/members')).body;
    const { account } = members.findLast(({ roles }: { roles: string[] }) => roles[0] === 'designer');
    await owner.call('PUT', `/api/console/members/${account}`, { roles: ['desk'] });
    await owner.call('DELETE', `/api/console/members/${account}`);
    const { audit } = (await owner.call('GET', '/api/moderation/audit')).body;
    const lines = audit
      .slice(0, 5)
      .map((line: Record<string, string>) => [line.verb, line.actor, line.reason]);
    expect(lines).toEqual([
      ['leave', 'Owner', ''],
      ['roles', 'Owner', 'desk'],
      ['sign-in', 'Designer', ''],
      ['join', 'Designer', 'designer'],
      ['invite', 'Owner', 'designer'],
    ]);
    expect(designer.visitor).not.toBe('');
  });

  test('[AC19] each role opens its own desk and no other', async () => {
    const doors = {
      designer: '/api/designer/drafts',
      moderator: '/api/moderation',
      host: '/api/console/events',
      desk: '/api/console/orders',
      owner: '/api/console/members',
    };
    const opens = { designer: 'designer', moderator: 'moderator', host: 'moderator host', desk: 'desk' };
    for (const [role, own] of Object.entries(opens)) {
      const person = await signIn(house, role as keyof typeof opens);
      for (const [door, path] of Object.entries(doors)) {
        const { status } = await person.call('GET', path);
        expect([role, door, status]).toEqual([role, door, own.split(' ').includes(door) ? 200 : 403]);
      }
    }
  });

  test('[AC20] a session that ends in another process is believed for five seconds at most', async () => {
    const clock = runningClock();
    const db = await open();
    const openProcess = (bus: Bus) => openSessions({ db, bus, clock }, 'secret', () => false);
    const [one, other] = [inProcessBus(() => {}), inProcessBus(() => {})].map(openProcess);
    const at = new Date(clock.now()).toISOString();
    const account = { id: 'a', name: 'Ada', email: 'a@b.test', email_verified: 1, visitor: 'v' };
    await db
      .insertInto('account')
      .values({ ...account, created_at: at, updated_at: at })
      .execute();
    const value = await one!.begin('a', { address: '', device: '' });
    const here = await one!.who(value);
    expect(here).toMatchObject({ visitor: 'v', account: 'a', role: 'visitor' });
    expect(await other!.who(value)).toEqual(here);
    await one!.end(here!, here!.session!);
    expect(await one!.who(value)).toBeUndefined();
    clock.advance(5000);
    expect(await other!.who(value)).toBeUndefined();
    expect((await other!.standing([here!.session!])).size).toBe(0);
    expect(await one!.who(`${value}x`)).toBeUndefined();
    await db.destroy();
  });

  test('[AC21] a guest belongs to the first account that they sign in with; only proved addresses are told', async () => {
    const db = await open();
    const told: [string, string, boolean][] = [];
    const linking = openLinking(db, runningClock(), async (guest, { id, first }) => {
      told.push([guest, id, first]);
    });
    const at = new Date().toISOString();
    for (const [id, proved] of [
      ['a', 1],
      ['b', 0],
    ] as const)
      await db
        .insertInto('account')
        .values({
          ...{ id, name: id, email: `${id}@b.test`, email_verified: proved, visitor: `v${id}` },
          ...{ created_at: at, updated_at: at },
        })
        .execute();
    const person = (account: string) => ({ visitor: `v${account}`, role: 'visitor' as const, account });
    await linking.link('guest', person('a'));
    await linking.link('guest', person('a'));
    await linking.link('guest', person('b'));
    expect(told).toEqual([
      ['guest', 'a', true],
      ['guest', 'a', false],
    ]);
    expect(await Promise.all(['a', 'b'].map(linking.verifiedMails))).toEqual([['a@b.test'], []]);
    await db.destroy();
  });

  test('[AC22] the first invitation holds until there is an owner, the same after a restart; afterwards none is printed', async () => {
    const other = mkdtempSync(join(tmpdir(), 'vitrine-first-'));
    const env = { ...(await databaseEnv(engine)), DATA_DIR: other };
    const first = await openTestHouse(env);
    const secret = first.links.invitation!.split('invitation=')[1]!;
    await first.close();
    const second = await openTestHouse(env);
    expect(second.links.invitation?.split('invitation=')[1]).toBe(secret);
    const newcomer = { name: 'Olga', email: 'olga@house.test' };
    const accept = () => ask(second, 'POST', '/api/invitations/accept', { body: { secret, newcomer } });
    expect((await accept()).status).toBe(200);
    expect((await accept()).body.code).toBe('gone');
    await second.close();
    const third = await openTestHouse(env);
    expect(third.links.invitation).toBeUndefined();
    expect(JSON.stringify(third.links)).not.toContain('#');
    await third.end();
    rmSync(other, { recursive: true, force: true });
  });
});
