import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { formatMoney } from '../../shared/model/money.ts';
import type { Order } from '../../shared/model/order.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import { language, t, writing } from '../ui/i18n.ts';
import { toRefusal } from '../ui/report.ts';
import type { Flow } from './flow.ts';
import { ProblemNote } from './ProblemNote.tsx';

/** What is used of Stripe.js (https://docs.stripe.com/js). */
type Elements = { create(kind: 'payment'): { mount(where: HTMLElement): void; destroy(): void } };
type Stripe = {
  elements(options: { clientSecret: string; locale: string }): Elements;
  confirmPayment(options: {
    elements: Elements;
    redirect: 'if_required';
    confirmParams: { return_url: string };
  }): Promise<{ error?: { type?: string; message?: string } }>;
};
/** Kinds of errors after which the same form may be tried again. */
const OF_THE_CARD = new Set(['card_error', 'validation_error']);
type WithStripe = Window & { Stripe?: (key: string) => Stripe };

const scripts = new Map<string, Promise<void>>();
/** Loads a payment company's script, once. */
function load(address: string): Promise<void> {
  const known = scripts.get(address);
  if (known) return known;
  const loading = new Promise<void>((resolve, reject) => {
    const script = Object.assign(document.createElement('script'), { src: address, async: true });
    script.onload = () => resolve();
    script.onerror = () => {
      scripts.delete(address);
      script.remove();
      reject(new Refusal('payment-unavailable'));
    };
    document.head.append(script);
  });
  scripts.set(address, loading);
  return loading;
}

/** The payment company's own form, in which cards and wallets are typed: they never reach our server. */
export function PaymentElement({ flow, order }: { flow: Flow; order: Order }) {
  const place = useRef<HTMLDivElement>(null);
  const ready = useSignal<{ stripe: Stripe; elements: Elements } | undefined>(undefined);
  const said = useSignal('');
  const busy = useSignal(false);
  const action = order.action?.kind === 'stripe' ? order.action : undefined;
  useEffect(() => {
    if (!action) return;
    let over = false;
    let undo = (): void => undefined;
    const mount = async (): Promise<void> => {
      await load(action.script);
      const open = (window as WithStripe).Stripe;
      if (over) return;
      if (!open) throw new Refusal('payment-unavailable');
      const stripe = open(action.publishableKey);
      const elements = stripe.elements({ clientSecret: action.clientSecret, locale: language.value });
      const element = elements.create('payment');
      element.mount(place.current!);
      undo = () => element.destroy();
      ready.value = { stripe, elements };
    };
    mount().catch((error) => flow.fail('payment', toRefusal(error)));
    return () => {
      over = true;
      undo();
    };
  }, [action?.clientSecret]);
  const pay = async (): Promise<void> => {
    if (!ready.value || busy.value) return;
    busy.value = true;
    said.value = '';
    const return_url = `${location.origin}/checkout?order=${encodeURIComponent(order.id)}`;
    const { error } = await ready.value.stripe
      .confirmPayment({
        elements: ready.value.elements,
        redirect: 'if_required',
        confirmParams: { return_url },
      })
      .catch(() => ({ error: { type: '', message: t('checkout.unknown') } }));
    said.value = error?.message ?? '';
    // What the payment company says to a browser is no proof: the server asks it, unless only the card has to be another.
    if (!error || !OF_THE_CARD.has(error.type ?? '')) await flow.look();
    busy.value = false;
  };
  return (
    <div class="outcome">
      <h3 data-head tabIndex={-1}>
        {t('checkout.payment')}
      </h3>
      <p class="total">
        <span>{t('cart.total')}</span>
        <strong>{formatMoney(order.totals.total, writing.value)}</strong>
      </p>
      <div ref={place} class="payment-element" aria-busy={!ready.value} />
      {said.value && (
        <p class="problem" role="alert" dir="auto">
          {said.value}
        </p>
      )}
      <ProblemNote flow={flow} of={['payment']} />
      <button
        type="button"
        class="primary wide"
        aria-disabled={busy.value || !ready.value}
        onClick={() => void pay()}
      >
        {t(busy.value ? 'checkout.paying' : 'checkout.pay')}
      </button>
      <button type="button" class="quiet wide" onClick={() => void flow.another()}>
        {t('checkout.back')}
      </button>
    </div>
  );
}
