import { batch } from '@preact/signals';
import { addressOf, type Draft, type FieldKey } from './draft.ts';
import type { FlowState } from './flowState.ts';
import type { DetailsBody } from './shopApi.ts';

/** After how long without a change details are sent, milliseconds. */
const QUIET_MS = 300;

/** What is written so far, as far as the server would take it. */
function detailsOf(state: FlowState, language: string): DetailsBody {
  const { email, phone, taxNumber, forCompany, elsewhere, billing, address, terms, news } = state.draft.value;
  const lacking = [...state.lacking.value.keys()];
  const whole = (start: string): boolean => !lacking.some((key) => key.startsWith(start));
  const form = state.form.value;
  const billingForm = state.billingForm.value;
  return {
    ...{ language, phone: phone.trim(), taxNumber: forCompany ? taxNumber.trim() : '' },
    ...(whole('email') && { email: email.trim() }),
    ...(form && whole('address.') && { address: addressOf(address, form, forCompany) }),
    ...(!elsewhere && { billing: null }),
    ...(elsewhere &&
      billingForm &&
      whole('billing.') && { billing: addressOf(billing, billingForm, forCompany) }),
    ...{ terms, marketing: news },
  };
}

/** The verbs by which a cart becomes a checkout that knows who buys and where it goes. */
export function detailVerbs(state: FlowState, language: () => string) {
  const { shop, basket, now, places, draft, refused, told, checkout, attend, learnForm, take } = state;
  let saving: ReturnType<typeof setTimeout> | undefined;
  const open = async (): Promise<void> => {
    await learnForm(state.country.value);
    take(await shop.open(detailsOf(state, language())));
    const { order, methods } = checkout.value!;
    const [first] = methods;
    // The first way is chosen for them, so that the total is whole from the start.
    if (!order.delivery && first) take(await shop.detail({ delivery: first.method }));
  };
  const reopen = async (): Promise<void> => {
    if (now.value.at === 'details') await open();
  };
  const save = (): Promise<boolean> => {
    clearTimeout(saving);
    saving = undefined;
    return attend('details', async () => {
      if (now.value.at === 'details' && !state.unknown.value)
        take(await shop.detail(detailsOf(state, language())));
    });
  };
  const cartVerb =
    <A extends unknown[]>(part: 'cart' | 'code', call: (...args: A) => ReturnType<typeof shop.cart>) =>
    (...args: A): Promise<boolean> =>
      attend(part, async () => {
        basket.cart.value = await call(...args);
        await reopen();
      });
  const verbs = {
    setLine: cartVerb('cart', shop.setLine),
    seen: cartVerb('cart', shop.seen),
    addCode: cartVerb('code', shop.addCode),
    removeCode: cartVerb('code', shop.removeCode),
    /** Chooses country, region or currency: prices, taxes, form and ways of delivery follow. */
    choose(to: { country: string; region?: string; currency?: string }): Promise<boolean> {
      // At once: what is typed while the answer is on its way stays.
      if (to.country !== state.country.value)
        batch(() => {
          draft.value = { ...draft.value, address: { ...draft.value.address, region: '', postcode: '' } };
          refused.value = new Map();
        });
      return attend('place', async () => {
        const choice = await shop.choose(to);
        await learnForm(choice.country);
        const cart = await shop.cart();
        batch(() => {
          if (places.value) places.value = { ...places.value, choice };
          basket.cart.value = cart;
        });
        await reopen();
      });
    },
    /** Writes into the draft; what is whole is sent once the hand rests. */
    write(change: Partial<Draft>): void {
      const next = { ...draft.value, ...change };
      if (next.elsewhere && !next.billing.country)
        next.billing = { ...next.billing, country: state.country.value };
      draft.value = next;
      void learnForm(next.billing.country).catch(() => undefined);
      clearTimeout(saving);
      saving = setTimeout(() => void save(), QUIET_MS);
    },
    /** One left a field: what is wrong with it may be told now. */
    leave(key: FieldKey): void {
      if (told.value !== 'all') told.value = new Set(told.value).add(key);
    },
    /** One writes into a field again: what was refused of it is not said any more. */
    forgive(key: FieldKey): void {
      if (refused.value.has(key))
        refused.value = new Map([...refused.value].filter(([other]) => other !== key));
    },
    chooseWay: (delivery: string) => attend('details', async () => take(await shop.detail({ delivery }))),
    /** Opens the checkout of the cart, which holds its goods for ten minutes. */
    async open(): Promise<void> {
      if (now.value.at === 'opening') return;
      now.value = { at: 'opening' };
      const done = await attend('cart', open);
      now.value = { at: done ? 'details' : 'cart' };
      if (!done) await basket.refresh().catch(() => undefined);
    },
    /** Back to the cart; the goods stay held while the time lasts. */
    back(): void {
      state.problem.value = undefined;
      now.value = { at: 'cart' };
    },
  };
  return {
    verbs,
    /** Opens the checkout anew, within a step. */
    openAgain: open,
    /** Sends what is written at once. */
    save,
    /** Whether something that is written has not been sent. */
    isWaiting: () => saving !== undefined,
    dispose: () => clearTimeout(saving),
  };
}
