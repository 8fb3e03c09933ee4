import type { Order } from '../../shared/model/order.ts';
import { toRefusal } from '../ui/report.ts';
import { cardFaults, type FieldKey } from './draft.ts';
import type { detailVerbs } from './flowDetails.ts';
import type { FlowState } from './flowState.ts';

/** Refusals after which nobody knows whether a payment went through: it is asked for again under the same key. */
const UNKNOWN = ['offline', 'internal', 'payment-unavailable'];
const NO_CARD = { number: '', expiry: '', cvc: '' };

/** The verbs by which a checkout that is filled in becomes a paid order. */
export function paymentVerbs(state: FlowState, details: ReturnType<typeof detailVerbs>) {
  const { shop, basket, now, card, checkout, paying, problem, refused, lacking, told, inTurn, attend, fail } =
    state;
  /** One per try, kept while its outcome is unknown, so that nothing is charged twice. */
  let attempt: { key: string; token: string } | undefined;
  const settle = async (order: Order): Promise<void> => {
    now.value = placeOf(order);
    if (now.value.at !== 'done') return;
    card.value = NO_CARD;
    await basket.refresh().catch(() => undefined);
  };
  const charge = async (): Promise<void> => {
    const { order, provider } = checkout.value!;
    if (!attempt) {
      const token = provider === 'test' ? await shop.tokenise(card.value) : '';
      attempt = { key: crypto.randomUUID(), token };
    }
    const { key, token } = attempt;
    try {
      const paid = await shop.pay(key, { token, expectedTotal: order.totals.total });
      attempt = undefined;
      await settle(paid);
    } catch (error) {
      if (!UNKNOWN.includes(toRefusal(error).code)) attempt = undefined;
      throw error;
    } finally {
      state.unknown.value = attempt !== undefined;
    }
  };
  const refuse = async (error: unknown): Promise<void> => {
    const { code } = toRefusal(error);
    if (code === 'price-changed') {
      await attend('payment', async () => state.take(await shop.current()));
      if (!problem.value) problem.value = { part: 'payment', say: 'total' };
    } else if (attempt && code !== 'payment-unavailable') {
      problem.value = { part: 'payment', say: 'unknown' };
    } else fail('payment', error);
  };
  /** Sends what is not sent yet; whether the total is still the one that was shown. */
  const isReady = async (): Promise<boolean> => {
    if (!details.isWaiting() && state.busy.value === 0) return true;
    const shown = checkout.value?.order.totals.total.amount;
    if (!(await details.save())) return false;
    if (checkout.value?.order.totals.total.amount === shown) return now.value.at === 'details';
    problem.value = { part: 'payment', say: 'total' };
    return false;
  };
  const firstWrong = (): FieldKey | undefined => {
    told.value = 'all';
    const ofCard = checkout.value?.provider === 'test' ? cardFaults(card.value) : [];
    return new Map([...lacking.value, ...refused.value, ...ofCard]).keys().next().value;
  };
  const onOrder = async (work: (order: Order) => Promise<Order>): Promise<void> => {
    const { value } = now;
    if (paying.value || !('order' in value)) return;
    paying.value = true;
    problem.value = undefined;
    try {
      await settle(await inTurn(() => work(value.order)));
    } catch (error) {
      const { code } = toRefusal(error);
      if (!UNKNOWN.includes(code)) now.value = { at: 'details' };
      fail('payment', error);
    } finally {
      paying.value = false;
    }
  };
  return {
    /** Shows an order that is where it is. */
    settle,
    verbs: {
      /** Pays; answers the first field that is not right, if there is one. Pressed twice it is one payment. */
      async pay(): Promise<FieldKey | undefined> {
        if (paying.value || now.value.at !== 'details') return undefined;
        paying.value = true;
        problem.value = undefined;
        try {
          if (!attempt) {
            const wrong = firstWrong();
            if (wrong) return wrong;
            if (!(await isReady())) return firstWrong();
          }
          await inTurn(charge);
          return undefined;
        } catch (error) {
          await refuse(error);
          return refused.value.keys().next().value;
        } finally {
          paying.value = false;
        }
      },
      /** Answers the bank's question. */
      answer: (accepted: boolean) => onOrder((order) => shop.confirm(order.id, accepted)),
      /** Asks what became of the payment. */
      look: () => onOrder((order) => shop.refresh(order.id)),
      /** Gives a payment up whose outcome is unknown, and opens the checkout anew. */
      async another(): Promise<void> {
        const done = await attend('payment', async () => {
          await shop.giveUp();
          attempt = undefined;
          state.unknown.value = false;
          await details.openAgain();
        });
        if (done) now.value = { at: 'details' };
      },
    },
  };
}

function placeOf(order: Order): FlowState['now']['value'] {
  if (order.status === 'cart') return { at: 'details' };
  if (order.status === 'cancelled') return { at: 'lapsed' };
  if (order.action?.kind === 'confirm') return { at: 'bank', order };
  if (order.action?.kind === 'stripe') return { at: 'element', order };
  return { at: order.status === 'placed' ? 'pending' : 'done', order };
}
