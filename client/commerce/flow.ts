import { batch } from '@preact/signals';
import { isOpen } from '../../shared/model/order.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Basket } from './basket.ts';
import { detailVerbs } from './flowDetails.ts';
import { paymentVerbs } from './flowPayment.ts';
import { openState } from './flowState.ts';

/** A purchase from the cart to the paid order, without any picture of it: signals and verbs. */
export type Flow = ReturnType<typeof openFlow>;

const SECOND_MS = 1000;

/** Opens the flow over a cart. `language` is that of its mails; `dispose` ends its clock. */
export function openFlow(basket: Basket, language: () => string) {
  const state = openState(basket);
  const details = detailVerbs(state, language);
  const payment = paymentVerbs(state, details);
  const { now, places, checkout, told, shop, attend, inTurn, learnForm, take, tick, fail } = state;
  const ticking = setInterval(tick, SECOND_MS);
  /** Goes on with a checkout that was open before this page was; answers whether there was one. */
  const resume = async (): Promise<boolean> => {
    try {
      const open = await inTurn(() => shop.current());
      take(open);
      await payment.settle(open.order);
      return true;
    } catch {
      return false;
    }
  };
  return {
    ...state,
    ...details.verbs,
    ...payment.verbs,
    /** Asks where one shops from and where the shop sells. */
    start: () =>
      attend('place', async () => {
        places.value = await shop.places();
        await learnForm(places.value.choice.country);
      }),
    resume,
    /** Shows what became of an order whose buyer comes back from their bank; where that can't be asked, what is open. */
    async comeBack(order: string, failed: boolean): Promise<void> {
      const asked = await inTurn(() => shop.refresh(order)).catch(() => undefined);
      if (asked && !isOpen(asked.status)) await payment.settle(asked);
      else await resume();
      if (failed && now.value.at !== 'done') fail('payment', new Refusal('card-declined'));
    },
    /** After an order the cart is another one. */
    again(): void {
      batch(() => {
        now.value = { at: 'cart' };
        checkout.value = undefined;
        told.value = new Set();
      });
    },
    dispose: () => {
      clearInterval(ticking);
      details.dispose();
    },
  };
}
