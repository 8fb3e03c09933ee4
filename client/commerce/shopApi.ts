import type { AddressForm } from '../../shared/model/address.ts';
import type { Cart } from '../../shared/model/cart.ts';
import type { Market, MarketChoice } from '../../shared/model/market.ts';
import type { Money } from '../../shared/model/money.ts';
import type { Buyer, Delivery, Order } from '../../shared/model/order.ts';
import type { Api } from '../net/api.ts';

/** A card as typed; it goes to the payment provider, never to our orders. */
export type CardInput = { number: string; expiry: string; cvc: string };

/** Where one shops from, and where the shop sells. */
export type Places = { choice: MarketChoice; markets: Market[] };

/** What a buyer says, bit by bit. */
export type DetailsBody = Partial<Buyer> & { delivery?: string; terms?: boolean; marketing?: boolean };

/** A way of delivery to choose. */
export type Way = Pick<Delivery, 'method' | 'name' | 'carrier' | 'days' | 'price'>;

/** A checkout that is open, and the server's time when it said so. `provider` is who takes payments. */
export type OpenCheckout = {
  order: Order;
  methods: Way[];
  form: AddressForm;
  needsRegion: boolean;
  terms: boolean;
  now: number;
  provider: string;
};

/** The calls of cart, checkout and orders; each throws the server's Refusal. */
export function openShopApi({ ask }: Pick<Api, 'ask'>) {
  const part = encodeURIComponent;
  return {
    places: () => ask<Places>('GET', '/api/market'),
    choose: (to: { country: string; region?: string; currency?: string }) =>
      ask<MarketChoice>('PUT', '/api/market', to),
    form: (country: string) => ask<AddressForm>('GET', `/api/addresses/${part(country)}`),
    cart: () => ask<Cart>('GET', '/api/cart'),
    setLine: (slug: string, line: { quantity: number; sku: string; ahead?: boolean }) =>
      ask<Cart>('PUT', `/api/cart/${part(slug || line.sku)}`, line),
    seen: () => ask<Cart>('POST', '/api/cart/seen'),
    addCode: (code: string) => ask<Cart>('POST', '/api/cart/codes', { code }),
    removeCode: (code: string) => ask<Cart>('DELETE', `/api/cart/codes/${part(code)}`),
    open: (body: DetailsBody) => ask<OpenCheckout>('POST', '/api/checkout', body),
    current: () => ask<OpenCheckout>('GET', '/api/checkout'),
    detail: (body: DetailsBody) => ask<OpenCheckout>('PUT', '/api/checkout', body),
    giveUp: () => ask<unknown>('DELETE', '/api/checkout'),
    tokenise: async (card: CardInput) =>
      (await ask<{ token: string }>('POST', '/api/test-payments/tokens', card)).token,
    pay: (key: string, body: { token: string; expectedTotal: Money }) =>
      ask<Order>('POST', '/api/checkout/payment', body, { 'idempotency-key': key }),
    confirm: (order: string, accepted: boolean) =>
      ask<Order>('POST', `/api/orders/${part(order)}/confirmation`, { accepted }),
    refresh: (order: string) => ask<Order>('POST', `/api/orders/${part(order)}/refresh`),
    orders: async () => (await ask<{ orders: Order[] }>('GET', '/api/orders')).orders,
    /** Orders that may be claimed: bought as a guest with an address of the account. */
    claimable: async () => (await ask<{ orders: Order[] }>('GET', '/api/account/orders')).orders,
    claim: async () => (await ask<{ claimed: number }>('POST', '/api/account/orders/claim')).claimed,
  };
}
