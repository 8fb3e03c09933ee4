import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Promotion } from '../../shared/model/promotion.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../store/open.ts';
import { prepared } from '../store/prepared.ts';
import { quick } from '../store/quick.ts';
import type { Tables } from '../store/tables.ts';
import { isDuplicate, transaction } from '../store/transaction.ts';
import type { Standing } from './promote.ts';
import { OPEN } from './underWay.ts';
import { type HeldUse, mailPerson } from './uses.ts';

/** Coupons and flash offers. */
export type Promotions = {
  /**
   * Those that may count for a visitor now: every flash offer that is on, and the coupons whose codes are in their cart. What their open
   * checkout holds is not used up for them; what the mail in it, or the one given, has used they have used too.
   */
  standing(visitor: string, email?: string): Promise<Standing[]>;
  /** The coupon of a code, as it was typed; `not-found`. */
  coupon(code: string): Promise<Promotion>;
  all(): Promise<Promotion[]>;
  get(id: string): Promise<Promotion>;
  /** Writes a promotion; a new one without an id. `conflict` for a code that is taken, `bad-input` for a limit below what is used. */
  set(wish: Omit<Promotion, 'id' | 'used'> & { id?: string | undefined }): Promise<Promotion>;
  /** The flash offers that are on now, and those that will be. */
  flashes(): Promise<Promotion[]>;
};

/** The flash offers that are on, and the coupons whose code a visitor has laid into their cart. */
const laidBy = prepared((db, { visitor, now }: { visitor: string; now: number }) =>
  db
    .selectFrom('promotion as p')
    .leftJoin('cart_code as c', (join) => join.onRef('c.code', '=', 'p.code').on('c.visitor', '=', visitor))
    .selectAll('p')
    .select('c.at as laid_at')
    .where((e) =>
      e.or([
        e('c.visitor', 'is not', null),
        e.and([
          e('p.status', '=', 'on'),
          e('p.kind', '=', 'flash'),
          e('p.starts_at', '<=', now),
          e.or([e('p.ends_at', 'is', null), e('p.ends_at', '>', now)]),
        ]),
      ]),
    ),
);

/** Promotions over the database. */
export function openPromotions(db: Database, clock: Clock): Promotions {
  const get = async (id: string): Promise<Promotion> => {
    const row = await db.selectFrom('promotion').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) throw new Refusal('not-found', 'no such promotion');
    return toPromotion(row);
  };
  /** The flash offers that are on, and the coupons whose code a visitor has laid into their cart, in that order. */
  const laid = async (visitor: string) => {
    const rows = await quick(db, laidBy(db, { visitor, now: clock.now() }));
    return rows.sort(
      (a, b) =>
        (a.laid_at ?? 0) - (b.laid_at ?? 0) ||
        (a.laid_at === null ? a.starts_at - b.starts_at : 0) ||
        (a.code + a.id < b.code + b.id ? -1 : 1),
    );
  };
  return {
    get,
    async standing(visitor, email) {
      const rows = await laid(visitor);
      if (rows.length === 0) return [];
      const open = await openUses(db, visitor);
      const known = email || open.email;
      const persons = known ? [visitor, mailPerson(known)] : [visitor];
      const used = await usedBy(
        db,
        rows.map(({ id }) => id),
        persons,
      );
      return rows.map((row) => {
        const mine = open.held.find(({ promotion }) => promotion === row.id);
        const gone = persons.map(
          (person) =>
            (used.get(`${row.id} ${person}`) ?? 0) - (mine?.persons.includes(person) ? mine.count : 0),
        );
        return { ...toPromotion(row), used: row.used - (mine?.count ?? 0), usedByPerson: Math.max(...gone) };
      });
    },
    async coupon(typed) {
      const row = await db
        .selectFrom('promotion')
        .selectAll()
        .where('code', '=', plainCode(typed))
        .where('code', '!=', '')
        .where('status', '!=', 'draft')
        .executeTakeFirst();
      if (!row) throw new Refusal('not-found', 'no such code');
      return toPromotion(row);
    },
    all: async () =>
      (
        await db.selectFrom('promotion').selectAll().orderBy('created_at', 'desc').orderBy('id').execute()
      ).map(toPromotion),
    set: (wish) => transaction(db, (tx) => write(tx, wish, clock.now())),
    flashes: async () =>
      (
        await db
          .selectFrom('promotion')
          .selectAll()
          .where('status', '=', 'on')
          .where('kind', '=', 'flash')
          .where((e) => e.or([e('ends_at', 'is', null), e('ends_at', '>', clock.now())]))
          .orderBy('starts_at')
          .orderBy('id')
          .execute()
      ).map(toPromotion),
  };
}

/** A code as it is kept: capital letters without spaces. */
export const plainCode = (typed: string): string => typed.normalize('NFKC').replace(/\s+/g, '').toUpperCase();

/** Writes a promotion; who takes a use meanwhile waits, so that no limit falls below what is used. */
async function write(
  tx: Database,
  wish: Omit<Promotion, 'id' | 'used'> & { id?: string | undefined },
  at: number,
): Promise<Promotion> {
  const id = wish.id ?? randomUUID();
  const row = toRow(wish, at);
  if (row.code) {
    const taken = await tx
      .selectFrom('promotion')
      .select('id')
      .where('code', '=', row.code)
      .where('id', '!=', id)
      .executeTakeFirst();
    if (taken) throw new Refusal('conflict', `code: ${row.code} is taken`);
  }
  const before = await tx
    .selectFrom('promotion')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (wish.id && !before) throw new Refusal('not-found', 'no such promotion');
  if (before && row.limit_total !== null && before.used > row.limit_total)
    throw new Refusal('bad-input', `limits.total: ${before.used} are used already`);
  const written = await tx
    .insertInto('promotion')
    .values({ id, ...row, created_at: at })
    .onConflict((c) => c.column('id').doUpdateSet(row))
    .returningAll()
    .executeTakeFirstOrThrow()
    .catch((error: unknown) => {
      // Two may choose the same code at once.
      throw isDuplicate(error) ? new Refusal('conflict', `code: ${row.code} is taken`) : error;
    });
  return toPromotion(written);
}

/** What a visitor's open checkout holds of promotions, and the mail in it. */
async function openUses(db: Database, visitor: string): Promise<{ held: HeldUse[]; email: string }> {
  const row = await db
    .selectFrom('orders')
    .select(['uses', 'email'])
    .where('visitor', '=', visitor)
    .where('status', 'in', OPEN)
    .where('language', '!=', '')
    .executeTakeFirst();
  if (!row) return { held: [], email: '' };
  return { held: (JSON.parse(row.uses) as HeldUse[]).filter(({ back }) => !back), email: row.email };
}

/** What some persons have used of promotions, by `promotion person`. */
async function usedBy(
  db: Database,
  ids: readonly string[],
  persons: readonly string[],
): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('promotion_use')
    .selectAll()
    .where('promotion', 'in', ids)
    .where('person', 'in', persons)
    .execute();
  return new Map(rows.map(({ promotion, person, used }) => [`${promotion} ${person}`, used]));
}

function toPromotion(row: Selectable<Tables['promotion']>): Promotion {
  const { id, kind, code, status, used, showroom } = row;
  return {
    ...{ id, kind, code, status, used, showroom },
    title: JSON.parse(row.title),
    conditions: JSON.parse(row.conditions),
    effect: JSON.parse(row.effect),
    limits: { total: row.limit_total, perPerson: row.limit_person, perOrder: row.limit_order },
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    combines: row.combines === 1,
  };
}

function toRow(wish: Omit<Promotion, 'id' | 'used'>, now: number) {
  const { kind, limits, status, showroom } = wish;
  return {
    ...{ kind, status, showroom },
    code: kind === 'flash' ? '' : plainCode(wish.code),
    title: JSON.stringify(wish.title),
    conditions: JSON.stringify(wish.conditions),
    effect: JSON.stringify(wish.effect),
    limit_total: limits.total,
    limit_person: limits.perPerson,
    limit_order: limits.perOrder,
    starts_at: wish.startsAt,
    ends_at: wish.endsAt,
    combines: wish.combines ? 1 : 0,
    changed_at: now,
  };
}
