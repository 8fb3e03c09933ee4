import { sql } from 'kysely';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Database } from '../store/open.ts';
import { plainMail } from './claims.ts';
import type { Use } from './promote.ts';

/** Uses that an order holds, and by whom they count; `back` once they were given back. */
export type HeldUse = Use & { persons: string[]; back?: true };

/** A person as promotions know one by their mail, whoever they are to the shop. */
export const mailPerson = (email: string): string => `mail:${plainMail(email)}`;

/** In one order for everybody, so that no two orders wait for each other. */
const inOrder = <One extends Use>(uses: readonly One[]): One[] =>
  [...uses].sort((a, b) => (a.promotion < b.promotion ? -1 : 1));

/** Takes uses for persons, each by one conditional UPDATE; `price-changed` when another was quicker, or it ended meanwhile. */
export async function takeUses(
  tx: Database,
  uses: readonly Use[],
  persons: readonly string[],
  at: number,
): Promise<void> {
  for (const { promotion, count } of inOrder(uses)) {
    const taken = await take(tx, promotion, count)
      .where('status', '=', 'on')
      .where((e) => e.or([e('ends_at', 'is', null), e('ends_at', '>', at)]))
      .executeTakeFirst();
    if (!taken) throw new Refusal('price-changed', 'an offer is used up');
    for (const person of [...persons].sort()) await takeFor(tx, promotion, person, count, taken.limit_person);
  }
}

const take = (tx: Database, promotion: string, count: number) =>
  tx
    .updateTable('promotion')
    .set({ used: sql<number>`used + ${count}` })
    .where('id', '=', promotion)
    .where((e) => e.or([e('limit_total', 'is', null), e('limit_total', '>=', sql<number>`used + ${count}`)]))
    .returning('limit_person');

/**
 * Takes again what an order gave back, for its money came after all; false, and nothing taken, when others have used it up
 * meanwhile. That an offer has ended is no matter: its price was promised.
 */
export async function takeUsesAgain(tx: Database, held: readonly HeldUse[]): Promise<boolean> {
  const gone = inOrder(held.filter(({ back }) => back));
  const taken: HeldUse[] = [];
  try {
    for (const use of gone) {
      const row = await take(tx, use.promotion, use.count).executeTakeFirst();
      if (!row) throw new Refusal('price-changed');
      const mine: HeldUse = { promotion: use.promotion, count: use.count, persons: [] };
      taken.push(mine);
      for (const person of [...use.persons].sort()) {
        await takeFor(tx, use.promotion, person, use.count, row.limit_person);
        mine.persons.push(person);
      }
    }
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await giveUsesBack(tx, taken);
    return false;
  }
}

/** Counts held uses for the mail of who places the order, in place of another mail before; `price-changed` beyond their limit. */
export async function takeUsesFor<Held extends HeldUse>(
  tx: Database,
  held: readonly Held[],
  mail: string,
): Promise<Held[]> {
  const more: Held[] = [];
  for (const use of inOrder(held)) {
    const former = use.persons.filter((person) => person.startsWith('mail:') && person !== mail);
    await giveBackFor(tx, use, former);
    const persons = use.persons.filter((person) => !former.includes(person));
    if (!persons.includes(mail)) {
      const { limit_person } = await tx
        .selectFrom('promotion')
        .select('limit_person')
        .where('id', '=', use.promotion)
        .executeTakeFirstOrThrow();
      await takeFor(tx, use.promotion, mail, use.count, limit_person);
      persons.push(mail);
    }
    more.push({ ...use, persons });
  }
  return more;
}

async function takeFor(
  tx: Database,
  promotion: string,
  person: string,
  count: number,
  limit: number | null,
): Promise<void> {
  const most = limit ?? Number.MAX_SAFE_INTEGER;
  if (count > most) throw new Refusal('price-changed', 'an offer is for fewer pieces');
  const taken = await tx
    .insertInto('promotion_use')
    .values({ promotion, person, used: count })
    .onConflict((c) =>
      c
        .columns(['promotion', 'person'])
        .doUpdateSet({ used: sql<number>`promotion_use.used + ${count}` })
        .where('promotion_use.used', '<=', most - count),
    )
    .returning('used')
    .executeTakeFirst();
  if (!taken) throw new Refusal('price-changed', 'you have used this offer');
}

/** Gives uses back that were not given back before. */
export async function giveUsesBack(tx: Database, held: readonly HeldUse[]): Promise<void> {
  for (const use of inOrder(held)) {
    if (use.back) continue;
    await tx
      .updateTable('promotion')
      .set({ used: sql<number>`used - ${use.count}` })
      .where('id', '=', use.promotion)
      .execute();
    await giveBackFor(tx, use, use.persons);
  }
}

async function giveBackFor(
  tx: Database,
  { promotion, count }: Use,
  persons: readonly string[],
): Promise<void> {
  if (persons.length === 0) return;
  await tx
    .updateTable('promotion_use')
    .set({ used: sql<number>`used - ${count}` })
    .where('promotion', '=', promotion)
    .where('person', 'in', persons)
    .execute();
}

/** Gives back what an order holds; it remembers what that was, for money that comes late. */
export async function returnUses(tx: Database, order: { id: string; uses: string }): Promise<void> {
  const held = JSON.parse(order.uses) as HeldUse[];
  if (held.every(({ back }) => back)) return;
  await giveUsesBack(tx, held);
  await writeUses(
    tx,
    order.id,
    held.map((use) => ({ ...use, back: true })),
  );
}

/** Writes down what an order holds. */
export const writeUses = (tx: Database, order: string, uses: readonly HeldUse[]): Promise<unknown> =>
  tx
    .updateTable('orders')
    .set({ uses: JSON.stringify(uses) })
    .where('id', '=', order)
    .execute();

/** What a guest has used counts for their account from now on. */
export async function moveUses(tx: Database, guest: string, visitor: string): Promise<void> {
  const rows = await tx.deleteFrom('promotion_use').where('person', '=', guest).returningAll().execute();
  for (const { promotion, used } of rows)
    await tx
      .insertInto('promotion_use')
      .values({ promotion, person: visitor, used })
      .onConflict((c) =>
        c.columns(['promotion', 'person']).doUpdateSet({ used: sql<number>`promotion_use.used + ${used}` }),
      )
      .execute();
  const orders = await tx
    .selectFrom('orders')
    .select(['id', 'uses'])
    .where('visitor', '=', guest)
    .where('uses', '!=', '[]')
    .execute();
  for (const { id, uses } of orders)
    await writeUses(
      tx,
      id,
      (JSON.parse(uses) as HeldUse[]).map((use) => ({
        ...use,
        persons: use.persons.map((person) => (person === guest ? visitor : person)),
      })),
    );
}
