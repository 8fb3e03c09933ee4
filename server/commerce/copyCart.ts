import type { Database } from '../store/open.ts';

/** Lays a copy of a cart's lines, codes and market to another cart: of each SKU the larger number; what the other chose itself stays. */
export async function copyCart(tx: Database, from: string, to: string): Promise<void> {
  if (from === to) return;
  const lines = await tx.selectFrom('cart_line').selectAll().where('visitor', '=', from).execute();
  for (const line of lines)
    await tx
      .insertInto('cart_line')
      .values({ ...line, visitor: to })
      .onConflict((conflict) =>
        conflict
          .columns(['visitor', 'sku'])
          .doUpdateSet({ quantity: line.quantity, ahead: line.ahead })
          .where('cart_line.quantity', '<', line.quantity),
      )
      .execute();
  const codes = await tx.selectFrom('cart_code').selectAll().where('visitor', '=', from).execute();
  for (const code of codes)
    await tx
      .insertInto('cart_code')
      .values({ ...code, visitor: to })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  const choice = await tx
    .selectFrom('buyer_market')
    .selectAll()
    .where('visitor', '=', from)
    .executeTakeFirst();
  if (choice)
    await tx
      .insertInto('buyer_market')
      .values({ ...choice, visitor: to })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}
