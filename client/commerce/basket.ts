import { computed, signal } from '@preact/signals';
import type { Cart } from '../../shared/model/cart.ts';
import type { Order } from '../../shared/model/order.ts';
import type { Refusal } from '../../shared/wire/refusal.ts';
import type { Api, CheckoutBody } from '../net/api.ts';
import { toRefusal } from '../ui/report.ts';

/** The visitor's cart as this page knows it; the server's word replaces it at each change. */
export type Basket = ReturnType<typeof openBasket>;

/** A card as typed; it goes to the payment provider, never to our orders. */
export type CardInput = { number: string; expiry: string; cvc: string };

/** Opens the basket. Verbs throw the server's Refusal. */
export function openBasket(api: Api) {
  const cart = signal<Cart | undefined>(undefined);
  /** One key per attempt: kept while its outcome is unknown (a lost answer), new after a definite one. */
  let attempt: string | undefined;
  const trouble = signal<Refusal | undefined>(undefined);
  const refresh = async (after?: Promise<unknown>): Promise<void> => {
    trouble.value = undefined;
    try {
      await after;
      cart.value = await api.cart();
    } catch (error) {
      trouble.value = toRefusal(error);
      throw error;
    }
  };
  return {
    cart,
    /** Why the cart could not be had, until it is asked for again. */
    trouble,
    count: computed(() => cart.value?.lines.reduce((sum, line) => sum + line.quantity, 0) ?? 0),
    /** Asks for the cart, once what it waits for (a session) is there. */
    refresh,
    /** Sets how many of a SKU are in the cart. */
    async set(slug: string, quantity: number, sku: string): Promise<void> {
      cart.value = await api.setCartLine(slug, quantity, sku);
    },
    /** Lays one more of a product's SKU into the cart; of its first one when none is named. */
    async add(slug: string, sku?: string): Promise<void> {
      const line = cart.value?.lines.find((one) => (sku ? one.sku === sku : one.slug === slug));
      cart.value = await api.setCartLine(slug, (line?.quantity ?? 0) + 1, sku ?? line?.sku);
    },
    /** Buys what is in the cart; tried again after a lost answer, it is still one order. */
    async buy(buyer: Omit<CheckoutBody, 'paymentToken' | 'expectedTotal'>, card: CardInput): Promise<Order> {
      attempt ??= crypto.randomUUID();
      const { token } = await api.tokenise(card);
      const body = { ...buyer, paymentToken: token, expectedTotal: cart.value?.total?.amount ?? 0 };
      try {
        const order = await api.checkout(body, attempt);
        attempt = undefined;
        return order;
      } catch (error) {
        const code = (error as { code?: string }).code;
        if (code !== 'offline' && code !== 'internal') attempt = undefined;
        throw error;
      } finally {
        await refresh().catch(() => undefined);
      }
    },
    async confirm(order: string, accepted: boolean): Promise<Order> {
      try {
        return await api.confirm(order, accepted);
      } finally {
        await refresh().catch(() => undefined);
      }
    },
  };
}
