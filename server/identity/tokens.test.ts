import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sign } from 'hono/jwt';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '../store/open.ts';
import { runningClock } from '../testing/house.ts';
import { openIdentity } from './tokens.ts';

const DAY_MS = 86_400_000;
let db: Database;
beforeAll(async () => {
  db = await openDatabase(':memory:');
});
afterAll(() => db.destroy());

const open = () => openIdentity(db, runningClock());
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const REFUSED = { code: 'not-signed-in' };

test('[ID1] a guest gets a token that says who they are, and keeps who they are with it', async () => {
  const identity = await open();
  const guest = await identity.open(undefined);
  expect(await identity.who(guest.token)).toEqual({ visitor: guest.visitor, role: 'visitor' });
  expect((await identity.open(guest.token)).visitor).toBe(guest.visitor);
  expect((await identity.open(undefined)).visitor).not.toBe(guest.visitor);
});

test('[ID2] a missing, empty or broken token speaks for nobody', async () => {
  const identity = await open();
  for (const token of [undefined, '', 'x', 'a.b.c', '..', 'Bearer', part({ sub: 'me' })])
    await expect(identity.who(token)).rejects.toMatchObject(REFUSED);
});

test('[ID2] a token of another secret, of no algorithm, or changed in any part, speaks for nobody', async () => {
  const identity = await open();
  const { token } = await identity.open(undefined);
  const [head, , signature] = token.split('.') as [string, string, string];
  const claims = { sub: 'me', role: 'owner', exp: 4e9 };
  const forged = [
    await sign(claims, 'another secret', 'HS256'),
    await sign(claims, '', 'HS256').catch(() => ''),
    `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`,
    `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.${signature}`,
    `${head}.${part(claims)}.${signature}`,
    `${token.slice(0, -4)}AAAA`,
  ];
  for (const wrong of forged) await expect(identity.who(wrong)).rejects.toMatchObject(REFUSED);
});

test('[ID2] a signed token without a person, with a strange role, or without an end, speaks for nobody', async () => {
  const identity = await open();
  const row = await db.selectFrom('setting').select('value').executeTakeFirstOrThrow();
  const wrong = [
    { role: 'owner', exp: 4e9 },
    { sub: 'me', role: 'king', exp: 4e9 },
    { sub: 'me', role: 'host' },
  ];
  for (const claims of wrong)
    await expect(identity.who(await sign(claims, row.value, 'HS256'))).rejects.toMatchObject(REFUSED);
});

test('[ID3] a session ends after 90 days', async () => {
  const clock = runningClock();
  const identity = await openIdentity(db, clock);
  const { token } = await identity.open(undefined);
  clock.advance(89 * DAY_MS);
  await expect(identity.who(token)).resolves.toBeTruthy();
  clock.advance(2 * DAY_MS);
  await expect(identity.who(token)).rejects.toMatchObject(REFUSED);
});

test('[ID4] a signed token of a staff role, as staff links once gave, speaks for nobody', async () => {
  const identity = await open();
  const row = await db.selectFrom('setting').select('value').executeTakeFirstOrThrow();
  for (const role of ['designer', 'moderator', 'host', 'owner']) {
    const old = await sign({ sub: 'me', role, exp: 4e9 }, row.value, 'HS256');
    await expect(identity.who(old)).rejects.toMatchObject(REFUSED);
    expect((await identity.open(old)).visitor).not.toBe('me');
  }
});

test('[ID5] a secret for a purpose is the same each time, and another for each purpose', async () => {
  const identity = await open();
  expect(identity.secretFor('a')).toBe(identity.secretFor('a'));
  expect(identity.secretFor('a')).not.toBe(identity.secretFor('b'));
  expect(identity.secretFor('a')).not.toContain(identity.streamKey('a'));
});

test('[ID6] secrets and sessions stay good when the house is opened again; another house has others', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-identity-'));
  const inHouse = async <T>(work: (identity: Awaited<ReturnType<typeof open>>) => Promise<T>): Promise<T> => {
    const house = await openDatabase(folder);
    try {
      return await work(await openIdentity(house, runningClock()));
    } finally {
      await house.destroy();
    }
  };
  try {
    const first = await inHouse(async (identity) => ({
      key: identity.secretFor('owner'),
      session: await identity.open(undefined),
    }));
    await inHouse(async (identity) => {
      expect(identity.secretFor('owner')).toBe(first.key);
      expect((await identity.who(first.session.token)).visitor).toBe(first.session.visitor);
    });
    expect((await open()).secretFor('owner')).not.toBe(first.key);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
