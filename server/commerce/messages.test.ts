import { afterEach, beforeEach, expect, test } from 'vitest';
import { onEachEngine } from '../testing/engines.ts';
import { openShop, type Shop } from '../testing/shop.ts';
import { MESSAGE_MOST } from './messages.ts';

const ADA = { side: 'buyer', person: 'ada', name: '' } as const;
const SHOP = { side: 'shop', person: 'dora', name: 'Dora' } as const;

onEachEngine((open) => {
  let shop: Shop;
  let order: string;
  beforeEach(async () => {
    shop = await openShop(undefined, await open());
    order = (await shop.buy('ada', 'flacon')).id;
    await shop.postman.tick();
    shop.mails.length = 0;
  });
  afterEach(() => shop.close());

  test('[MS1] what one side writes the other gets by mail, once, and sees it is read', async () => {
    await shop.messages.write(order, ' When does it come?\n', ADA);
    await shop.messages.write(order, 'Tomorrow.', SHOP);
    expect([await shop.postman.tick(), await shop.postman.tick()]).toEqual([2, 0]);
    expect(shop.mails.map(({ to, text }) => [to, /When does|Tomorrow/.exec(text)?.[0]]).sort()).toEqual([
      ['ada@example.com', 'Tomorrow'],
      ['shop@vitrine.example', 'When does'],
    ]);
    await shop.messages.read(order, { side: 'shop', person: 'dora' });
    const { messages } = await shop.orders.get('ada', order);
    expect(messages.map(({ from, text, readAt }) => [from, text, readAt !== null])).toEqual([
      ['buyer', 'When does it come?', true],
      ['shop', 'Tomorrow.', false],
    ]);
  });

  test('[MS2] a message has words, not too many, not too often, and belongs to its order’s people', async () => {
    const write = (text: string, writer: typeof ADA | typeof SHOP = ADA) =>
      shop.messages.write(order, text, writer);
    await expect(write(' \n ')).rejects.toMatchObject({ code: 'bad-input' });
    await expect(write('x'.repeat(MESSAGE_MOST + 1))).rejects.toMatchObject({ code: 'bad-input' });
    const bo = { ...ADA, person: 'bo' } as never;
    await expect(write('Hello', bo)).rejects.toMatchObject({ code: 'not-found' });
    for (let count = 0; count < 6; count++) await write(`${count}`);
    await expect(write('7')).rejects.toMatchObject({ code: 'too-many' });
    shop.clock.advance(20_000);
    await write('8');
  });

  test('[MS3] a button pressed twice is one message', async () => {
    await Promise.all([1, 2].map(() => shop.messages.write(order, 'Hello', ADA)));
    expect((await shop.orders.get('ada', order)).messages).toHaveLength(1);
  });
});
