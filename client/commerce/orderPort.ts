import type { Pieces } from '../../shared/model/afterSale.ts';
import type { Order } from '../../shared/model/order.ts';
import type { Api } from '../net/api.ts';

/** What a buyer asks to send back, and why. */
export type ReturnWish = { lines: Pieces[]; reason: string };

/** What the page of an order asks the server; each answer is the order as it is then. */
export type OrderPort = {
  load(): Promise<Order>;
  cancel(): Promise<Order>;
  giveBack(wish: ReturnWish): Promise<Order>;
  write(text: string): Promise<Order>;
  seen(): Promise<Order>;
  paper(number: string): Promise<Blob>;
};

/** The calls of one order's page; `key` comes with the link of a mail and opens the order on any device. */
export function openOrderPort({ ask }: Pick<Api, 'ask'>, id: string, key: string): OrderPort {
  const path = `/api/orders/${encodeURIComponent(id)}`;
  const headers: Record<string, string> = key ? { 'order-key': key } : {};
  const call = <T>(method: string, end = '', body?: unknown) => ask<T>(method, path + end, body, headers);
  return {
    load: () => call<Order>('GET'),
    cancel: () => call<Order>('POST', '/cancel'),
    giveBack: (wish) => call<Order>('POST', '/returns', wish),
    write: (text) => call<Order>('POST', '/messages', { text }),
    seen: () => call<Order>('POST', '/messages/read'),
    paper: (number) => call<Blob>('GET', `/papers/${encodeURIComponent(number)}`),
  };
}
