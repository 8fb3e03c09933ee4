import { batch, computed, signal } from '@preact/signals';
import type { AddressForm } from '../../shared/model/address.ts';
import type { Order } from '../../shared/model/order.ts';
import type { Refusal } from '../../shared/wire/refusal.ts';
import { type ServerClock, serverClock } from '../net/serverClock.ts';
import { toRefusal } from '../ui/report.ts';
import type { Basket } from './basket.ts';
import {
  cardFaults,
  type Draft,
  draftOf,
  emptyDraft,
  type Fault,
  type Faults,
  type FieldKey,
  faultIn,
  faultsOf,
} from './draft.ts';
import { type CardInput, type OpenCheckout, openShopApi, type Places } from './shopApi.ts';

/**
 * Where a purchase stands. `details` has the whole form open: address, delivery, consents, payment. `bank` waits for the
 * buyer's answer, `element` for what the payment company's own form does, `pending` for what became of a payment.
 */
export type FlowAt =
  | { at: 'cart' | 'opening' | 'details' | 'lapsed' }
  | { at: 'bank' | 'element' | 'pending' | 'done'; order: Order };

/** The part of the form that something went wrong in. */
export type Part = 'cart' | 'place' | 'code' | 'details' | 'payment';
/** What went wrong, beside its part. `total` and `unknown` are no refusals: the total moved, nobody knows whether it was paid. */
export type Problem = { part: Part; say: Refusal | 'total' | 'unknown' };

/** What a purchase knows, and how its steps are taken one after another. */
export type FlowState = ReturnType<typeof openState>;

/** What is known of a purchase; nothing has been asked yet. */
export function openState(basket: Basket) {
  const known = openKnown(basket);
  return { ...known, ...derived(known), ...stepping(known) };
}

type Known = ReturnType<typeof openKnown>;

function openKnown(basket: Basket) {
  return {
    basket,
    shop: openShopApi(basket.api),
    now: signal<FlowAt>({ at: 'cart' }),
    places: signal<Places | undefined>(undefined),
    forms: signal<ReadonlyMap<string, AddressForm>>(new Map()),
    checkout: signal<OpenCheckout | undefined>(undefined),
    draft: signal<Draft>(emptyDraft()),
    card: signal<CardInput>({ number: '', expiry: '', cvc: '' }),
    /** How much is under way; totals may be about to change. */
    busy: signal(0),
    paying: signal(false),
    /** Nobody knows whether the payment that was started went through: it is asked for again before anything else. */
    unknown: signal(false),
    problem: signal<Problem | undefined>(undefined),
    /** What the server refused, while it stands as it was refused. */
    refused: signal<Faults>(new Map()),
    /** Fields whose faults are told: those that were left, and all once one tried to pay. */
    told: signal<ReadonlySet<FieldKey> | 'all'>(new Set()),
    /** Milliseconds for which the goods are still held. */
    left: signal<number | undefined>(undefined),
  };
}

function derived({ basket, places, forms, draft, card, refused, told, busy, checkout }: Known) {
  const country = computed(() => places.value?.choice.country ?? basket.cart.value?.choice.country ?? '');
  const form = computed(() => forms.value.get(country.value));
  const billingForm = computed(() => forms.value.get(draft.value.billing.country));
  const later = computed(() => checkout.value?.order.lines.some(({ ahead }) => ahead > 0) ?? false);
  const lacking = computed<Faults>(() =>
    form.value ? faultsOf(draft.value, form.value, billingForm.value, later.value) : new Map(),
  );
  return {
    country,
    form,
    billingForm,
    /** What is still to be written. */
    lacking,
    /** Faults as they are shown. */
    faults: computed<Faults>(() => {
      const all = new Map<FieldKey, Fault>([...lacking.value, ...cardFaults(card.value), ...refused.value]);
      const seen = told.value;
      if (seen === 'all') return all;
      return new Map(
        [...all].filter(([key, fault]) => refused.value.has(key) || (fault === 'wrong' && seen.has(key))),
      );
    }),
    /** Whether all that decides the total is known, and the total that is shown is the one that will be paid. */
    settled: computed(() => {
      const order = checkout.value?.order;
      return busy.value === 0 && Boolean(order?.delivery && order.buyer?.address.country === country.value);
    }),
  };
}

function stepping({ now, shop, forms, checkout, draft, busy, paying, problem, refused, left }: Known) {
  let clock: ServerClock | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  /** One after another, so that no answer overtakes a later one. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    busy.value++;
    const turn = queue.then(work).finally(() => busy.value--);
    queue = turn.catch(() => undefined);
    return turn;
  };
  const fail = (part: Part, error: unknown): void => {
    const refusal = toRefusal(error);
    const field = refusal.code === 'bad-input' ? faultIn(refusal.detail) : undefined;
    const over = now.value.at === 'details' && part !== 'code' && /^(gone|not-found)$/.test(refusal.code);
    if (field) refused.value = new Map(refused.value).set(...field);
    else if (over) now.value = { at: 'lapsed' };
    else problem.value = { part, say: refusal };
  };
  const tick = (): void => {
    const until = checkout.value?.order.holdsUntil;
    left.value = clock && until ? Math.max(0, until - clock()) : undefined;
    if (left.value === 0 && now.value.at === 'details' && !paying.value) now.value = { at: 'lapsed' };
  };
  return {
    inTurn,
    fail,
    tick,
    /** Takes a step that belongs to a part; answers whether it could be taken. */
    async attend(part: Part, work: () => Promise<unknown>): Promise<boolean> {
      problem.value = undefined;
      try {
        await inTurn(work);
        return true;
      } catch (error) {
        fail(part, error);
        return false;
      }
    },
    /** Learns how addresses of a country are asked for. */
    async learnForm(of: string): Promise<void> {
      if (!of || forms.value.has(of)) return;
      const found = await shop.form(of);
      forms.value = new Map(forms.value).set(of, found);
    },
    /** Takes in what the server says of the open checkout. */
    take(open: OpenCheckout): void {
      clock = serverClock(open.now);
      batch(() => {
        checkout.value = open;
        forms.value = new Map(forms.value).set(open.form.country, open.form);
        const { buyer } = open.order;
        if (buyer?.address.country && !draft.value.email && !draft.value.address.name)
          draft.value = draftOf(buyer, open.terms);
      });
      tick();
    },
  };
}
