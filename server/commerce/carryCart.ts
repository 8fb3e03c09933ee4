import type { Database } from '../store/open.ts';

/**
 * Lays a cart's lines, codes and market to another cart, as a copy or away from where they were: of each SKU the larger
 * number; who agreed to wait in one of them did so for what they want; what the other chose itself stays.
 */
export async function carryCart(tx: Database, from: string, to: string, how: 'copy' | 'move'): Promise<void> {
  if (from === to) return;
  const [lines, codes, choices] = await rowsOf(tx, from, how);
  for (const line of lines) {
    const mine = await tx
      .selectFrom('cart_line')
      .select(['quantity', 'ahead'])
      .where('visitor', '=', to)
      .where('sku', '=', line.sku)
      .executeTakeFirst();
    const quantity = Math.max(line.quantity, mine?.quantity ?? 0);
    const ahead = Math.max(line.ahead, mine?.ahead ?? 0);
    await tx
      .insertInto('cart_line')
      .values({ ...line, visitor: to, quantity, ahead })
      .onConflict((c) => c.columns(['visitor', 'sku']).doUpdateSet({ quantity, ahead }))
      .execute();
  }
  for (const one of codes)
    await tx
      .insertInto('cart_code')
      .values({ ...one, visitor: to })
      .onConflict((c) => c.doNothing())
      .execute();
  for (const choice of choices)
    await tx
      .insertInto('buyer_market')
      .values({ ...choice, visitor: to })
      .onConflict((c) => c.doNothing())
      .execute();
}

/** The rows of a cart; those that move are gone from it by the same statement that reads them. */
async function rowsOf(tx: Database, from: string, how: 'copy' | 'move') {
  if (how === 'move')
    return [
      await tx.deleteFrom('cart_line').where('visitor', '=', from).returningAll().execute(),
      await tx.deleteFrom('cart_code').where('visitor', '=', from).returningAll().execute(),
      await tx.deleteFrom('buyer_market').where('visitor', '=', from).returningAll().execute(),
    ] as const;
  return [
    await tx.selectFrom('cart_line').selectAll().where('visitor', '=', from).execute(),
    await tx.selectFrom('cart_code').selectAll().where('visitor', '=', from).execute(),
    await tx.selectFrom('buyer_market').selectAll().where('visitor', '=', from).execute(),
  ] as const;
}
