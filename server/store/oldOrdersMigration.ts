import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { lay } from './ddl.ts';

/** A payment of which the ledger says something already has its first booking under this name. */
const SALES = `insert into ledger (at, debit, credit, amount, currency, order_id, source)
  select o.paid_at, 'provider:' || p.provider, 'sales', p.amount, p.currency, o.id, 'payment:' || p.id || '/0'
  from payment p join orders o on o.id = p.order_id
  where p.status = 'paid' and p.amount > 0 and o.paid_at is not null
  order by o.paid_at, o.id
  on conflict do nothing`;

/**
 * Orders of the time before there were markets. Those that were paid stand in the ledger too, as sales without taxes of
 * their own, since nobody had split them off; and the desk finds each by buyer, place and goods, as any other.
 */
export const oldOrdersMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await lay(db, [SALES]);
    // Only those have no language.
    const { rows } = await sql<OldOrder>`select id, name, email, country, buyer, placed_at from orders
      where language = '' and placed_at is not null`.execute(db);
    for (const row of rows) await insertWords(db, row);
  },
};

type OldOrder = {
  id: string;
  name: string;
  email: string;
  country: string;
  buyer: string;
  placed_at: number;
};

async function insertWords(db: Kysely<unknown>, order: OldOrder): Promise<void> {
  const { id, name, email, country, placed_at } = order;
  const { city, postcode } = (JSON.parse(order.buyer) as { address: Record<string, string> }).address;
  const lines = await sql<{ name: string }>`select name from order_line where order_id = ${id}`.execute(db);
  const goods = lines.rows.map((line) => (JSON.parse(line.name) as { en: string }).en);
  const texts = [name, email, email.split('@')[1], country, city, postcode, ...goods];
  for (const word of new Set(texts.flatMap((text) => wordsIn(text ?? ''))))
    await sql`insert into order_word (word, placed_at, order_id) values (${word}, ${placed_at}, ${id})
      on conflict do nothing`.execute(db);
}

/** A text as it was looked for when this was written: a migration does not change with the code. */
const wordsIn = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}@._+-]+/u)
    .filter(Boolean)
    .map((word) => word.slice(0, 60));
