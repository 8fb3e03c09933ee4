import { createHmac } from 'node:crypto';
import type { Context, Next } from 'hono';
import type { Env } from '../http/app.ts';
import { sameText } from '../sameText.ts';
import type { Database } from '../store/open.ts';

/** Links to an order that work for whoever has its mails: a guest on another device has nothing else. */
export type OrderLinks = {
  /** The key of an order, always the same for one house. */
  keyOf(order: string): string;
  /** The order's page with its key, which no server's log sees: it stands behind the `#`. */
  linkTo(order: string): string;
  /** Lets a request under `/api/orders/{id}` whose header `order-key` is the order's key speak for its buyer, there only. */
  admit(c: Context<Env>, next: Next): Promise<void>;
};

/** The header that carries a key. */
const HEADER = 'order-key';

/** Links over a secret of the house. */
export function openOrderLinks(parts: { db: Database; secret: string; base(): string }): OrderLinks {
  const { db, secret, base } = parts;
  const keyOf = (order: string): string =>
    createHmac('sha256', secret).update(`order:${order}`).digest('base64url').slice(0, 32);
  return {
    keyOf,
    linkTo: (order) => `${base()}/orders/${order}#key=${keyOf(order)}`,
    async admit(c, next) {
      const [key, id] = [c.req.header(HEADER), c.req.param('id')];
      if (key && id && sameText(key, keyOf(id))) {
        const row = await db.selectFrom('orders').select('visitor').where('id', '=', id).executeTakeFirst();
        if (row) c.set('person', { visitor: row.visitor, role: 'visitor' });
      }
      await next();
    },
  };
}
