import { computed, signal } from '@preact/signals';
import type { Cart } from '../../shared/model/cart.ts';
import type { Refusal } from '../../shared/wire/refusal.ts';
import type { Api } from '../net/api.ts';
import { toRefusal } from '../ui/report.ts';

/** The visitor's cart as this page knows it; the server's word replaces it at each change. */
export type Basket = ReturnType<typeof openBasket>;

/** Opens the basket. Verbs throw the server's Refusal. */
export function openBasket(api: Api) {
  const cart = signal<Cart | undefined>(undefined);
  const trouble = signal<Refusal | undefined>(undefined);
  return {
    /** What the checkout asks by. */
    api,
    cart,
    /** Why the cart could not be had, until it is asked for again. */
    trouble,
    count: computed(() => cart.value?.lines.reduce((sum, line) => sum + line.quantity, 0) ?? 0),
    /** Asks for the cart, once what it waits for (a session) is there. */
    async refresh(after?: Promise<unknown>): Promise<void> {
      trouble.value = undefined;
      try {
        await after;
        cart.value = await api.cart();
      } catch (error) {
        trouble.value = toRefusal(error);
        throw error;
      }
    },
    /** Lays the cart behind a code of another device to this one. */
    async bring(code: string): Promise<void> {
      cart.value = await api.ask<Cart>('POST', '/api/handover/taken', { code });
    },
    /** Lays one more of a product's SKU into the cart, of its first one when none is named; `ahead`: one waits for what is not there yet. */
    async add(slug: string, sku?: string, ahead = false): Promise<void> {
      const line = cart.value?.lines.find((one) => (sku ? one.sku === sku : one.slug === slug));
      const waits = ahead || line?.ahead === true;
      cart.value = await api.setCartLine(slug, (line?.quantity ?? 0) + 1, sku ?? line?.sku, waits);
    },
  };
}
