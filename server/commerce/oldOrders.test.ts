import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { Engine } from '../store/ddl.ts';
import { oldOrdersMigration } from '../store/oldOrdersMigration.ts';
import { openDatabase } from '../store/open.ts';
import { openPostgres } from '../store/postgres.ts';
import { DATABASE_FILE } from '../store/restored.ts';
import { openSqlite } from '../store/sqlite.ts';
import { makePostgres, postgresLacks } from '../testing/engines.ts';
import { type Era, layOldShop, oldOrders, THEN, totalOf } from '../testing/oldShop.ts';
import { openShop, type Shop } from '../testing/shop.ts';
import { breaches } from './books.ts';

/** No PostgreSQL has held products of the first era: there it starts with the second. */
const ERAS: [Era, Engine][] = [
  ['0006-pins', 'sqlite'],
  ['0008-accounts', 'sqlite'],
  ['0008-accounts', 'postgres'],
];
const NEW_STATUS = {
  ...{ paid: 'paid', declined: 'cancelled' },
  ...{ cancelled: 'cancelled', confirming: 'placed', placed: 'placed' },
};

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});

/** An old shop, opened by the code of today. */
async function openOld(era: Era, engine: Engine): Promise<Shop> {
  const made = engine === 'postgres' ? await makePostgres(true) : undefined;
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-old-'));
  undo.push(
    () => rmSync(folder, { recursive: true }),
    () => made?.drop(),
  );
  const old = made ? openPostgres<never>(made.url, 1) : openSqlite<never>(join(folder, DATABASE_FILE));
  await layOldShop(old, era);
  await old.destroy();
  // The provider remembers what it took, not here: it gives back what it is asked for.
  const provider = () => ({
    refund: async ({ key }: { key: string }) => ({ status: 'done' as const, ref: `ref-${key}` }),
  });
  const shop = await openShop(provider, await openDatabase(folder, made?.url, 4));
  undo.push(() => shop.close());
  return shop;
}

/** An order as it must be read today. */
function asToday(old: ReturnType<typeof oldOrders>[number], place: number) {
  const amount = totalOf(old);
  const { visitor, status } = old;
  return {
    ...{ number: `V-00000${place + 1}`, status: NEW_STATUS[status], placedAt: THEN, refunded: { amount: 0 } },
    paidAt: status === 'paid' ? THEN + 1000 : null,
    lines: old.lines.map(({ sku, product, name, unit, quantity }) => ({
      ...{ sku, slug: product, name: { en: name }, quantity, label: null },
      unitPrice: { amount: unit, currency: 'EUR' },
      total: { amount: unit * quantity, currency: 'EUR' },
    })),
    totals: { goods: { amount }, total: { amount, currency: 'EUR' } },
    buyer: {
      email: `${visitor}@example.com`,
      address: { name: 'Ada Lovelace', lines: ['Main 1'], postcode: '10115', city: 'Berlin', country: 'DE' },
    },
  };
}

describe.each(ERAS)('from %s on %s', (era, engine) => {
  const here = test.skipIf(engine === 'postgres' && postgresLacks);
  const orders = oldOrders(era);
  const paid = orders[0]!;

  here(
    '[DB7] every order of an older version is read by its buyer and at the desk as it was, and the books balance',
    async () => {
      const shop = await openOld(era, engine);
      for (const [place, old] of orders.entries()) {
        const expected = asToday(old, place);
        expect(await shop.orders.get(old.visitor, old.id)).toMatchObject(expected);
        expect(await shop.desk.order(old.id)).toMatchObject(expected);
        const mine = await shop.orders.ofVisitor(old.visitor);
        expect(mine.map(({ id }) => id)).toContain(old.id);
        const [{ sku, name }] = old.lines as [(typeof old.lines)[0]];
        for (const words of [expected.number, expected.buyer.email, sku, name, 'Lovelace', 'berlin 10115']) {
          const found = (await shop.desk.list({ words })).orders.map(({ id }) => id);
          expect([words, found]).toEqual([words, expect.arrayContaining([old.id])]);
        }
      }
      expect((await shop.desk.list({})).orders).toHaveLength(orders.length);
      const { lines } = await shop.carts.get('ada', shop.home);
      expect(lines).toMatchObject([{ sku: 'VT-SC-07', quantity: 2 }]);
      expect(await breaches(shop.db)).toEqual([]);
    },
  );

  here(
    '[DB7] an old order goes on: what was never paid gives its stock back, what was paid is sent, or its money goes back',
    async () => {
      const shop = await openOld(era, engine);
      const before = await shop.catalogue.stockOf('deer');
      expect(await shop.reconciler.expire()).toBe(2);
      expect(await shop.catalogue.stockOf('deer')).toBe(before + 1);
      const { status } = await shop.orders.get('bo', 'old-placed');
      expect([status, await breaches(shop.db)]).toEqual(['cancelled', []]);
      const wish = {
        key: 'deer',
        reason: 'broken',
        restock: true,
        lines: [{ sku: 'VT-SC-07', quantity: 1 }],
      };
      expect(await shop.refunds.refund(paid.id, wish, 'desk')).toMatchObject({
        status: 'done',
        total: { amount: 46_000 },
      });
      expect(await breaches(shop.db)).toEqual([]);
      const parcel = { order: paid.id, carrier: 'DHL', tracking: '00340434161094042557' };
      for (const step of [
        { act: 'pack', orders: [paid.id] } as const,
        { act: 'ship', key: 'parcel', parcels: [parcel] } as const,
      ])
        expect(await shop.desk.bulk(step, 'desk')).toMatchObject([{ done: true }]);
      await shop.refunds.refund(paid.id, { key: 'rest', reason: 'lost', restock: false }, 'desk');
      expect(await shop.orders.get('ada', paid.id)).toMatchObject({
        status: 'refunded',
        refunded: { amount: totalOf(paid) },
      });
      expect(await breaches(shop.db)).toEqual([]);
      await shop.postman.tick();
      expect(shop.mails.map(({ subject }) => subject).sort()).toEqual([
        'Order V-000001 is on its way',
        'Refund for order V-000001: €460.00',
        `Refund for order V-000001: €${(totalOf(paid) - 46_000) / 100}.00`,
      ]);
    },
  );

  here('[DB7] who had an order open buys again', async () => {
    const shop = await openOld(era, engine);
    expect((await shop.buy('bo', 'flacon')).status).toBe('paid');
    // What is in the ledger is not booked again.
    await oldOrdersMigration.up(shop.db as never);
    expect(await breaches(shop.db)).toEqual([]);
  });
});
