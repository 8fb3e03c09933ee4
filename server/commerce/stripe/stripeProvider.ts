import Stripe from 'stripe';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import type { Charge, PaymentProvider, PaymentState, RefundOrder, RefundState } from '../payment.ts';
import { type EventParts, readEvent, recallEvent } from './events.ts';
import { type Shown, toPayment, toRefundState } from './states.ts';
import { toStripe } from './units.ts';

/** An account with Stripe, and where it is reached. */
export type StripeParts = {
  secretKey: string;
  publishableKey: string;
  webhookSecret: string;
  /** Another place than Stripe's own, for a stand-in. */
  apiBase?: string | undefined;
  /** Where browsers load Stripe's script from. */
  script: string;
  /** `manual`: money is held when an order is placed, and taken by a second request. */
  capture: 'automatic' | 'manual';
  log: Log;
  clock: Clock;
};

/** Milliseconds until a request is given up, and how often the library asks again, with a growing pause. */
const TIMEOUT_MS = 20_000;
const TRIES_MORE = 2;
/** Refunds of one payment that are looked through. */
const REFUNDS_OF_PAYMENT = 100;
const AMOUNT_NOT_PAYABLE = 'amount-not-payable';

/** Stripe behind the payment port: a PaymentIntent for each payment, which the buyer pays in Stripe's own element. We never see a card. */
export function openStripeProvider(parts: StripeParts): PaymentProvider {
  const stripe = new Stripe(parts.secretKey, {
    timeout: TIMEOUT_MS,
    maxNetworkRetries: TRIES_MORE,
    telemetry: false,
    ...(parts.apiBase && hostOf(parts.apiBase)),
  });
  const shown: Shown = { publishableKey: parts.publishableKey, script: parts.script };
  const ask = asking(parts.log);
  const known = <T>(request: Promise<T>): Promise<T | undefined> =>
    ask(request).catch((error) => {
      if (error instanceof Stripe.errors.StripeError && error.code === 'resource_missing') return undefined;
      throw error;
    });
  const events: EventParts = { stripe, webhookSecret: parts.webhookSecret, shown, clock: parts.clock, known };
  const intents: Intents = { stripe, capture: parts.capture, shown, ask, known };
  return {
    name: 'stripe',
    start: (charge) => create(intents, charge),
    async find(charge, ref) {
      if (!ref) return create(intents, charge);
      const intent = await known(stripe.paymentIntents.retrieve(ref));
      return intent && toPayment(intent, shown);
    },
    capture: (_, ref) => turn(intents, ref, stripe.paymentIntents.capture(ref)),
    async void(charge, ref) {
      // What may have been asked for, and was not heard of, must exist before it can be ended.
      const state = ref ? undefined : await create(intents, charge);
      if (state?.status === 'failed') return { status: 'voided', ref: state.ref };
      const id = ref ?? state!.ref;
      return turn(intents, id, stripe.paymentIntents.cancel(id));
    },
    refund: (order) => giveBack(intents, order),
    read: (body, signature) => readEvent(events, body, signature),
    recall: (id) => recallEvent(events, id),
  };
}

type Intents = {
  stripe: Stripe;
  capture: StripeParts['capture'];
  shown: Shown;
  ask<T>(request: Promise<T>): Promise<T>;
  known<T>(request: Promise<T>): Promise<T | undefined>;
};

function hostOf(apiBase: string) {
  const { hostname: host, port, protocol } = new URL(apiBase);
  const name = protocol === 'http:' ? ('http' as const) : ('https' as const);
  return { host, protocol: name, port: port || (name === 'http' ? 80 : 443) };
}

/** Lets a request through; a key that Stripe does not take is said once, in words, not at every try. */
function asking(log: Log) {
  let said = false;
  return <T>(request: Promise<T>): Promise<T> =>
    request.catch((error) => {
      const { StripeAuthenticationError, StripePermissionError } = Stripe.errors;
      if (!said && (error instanceof StripeAuthenticationError || error instanceof StripePermissionError)) {
        said = true;
        log.error({}, 'Stripe does not take our key: set STRIPE_SECRET_KEY to a secret key of your account');
      }
      throw error;
    });
}

/** Creates a PaymentIntent, once per key. Stripe answers a repeated key with what it answered first, so how it stands now is asked for. */
async function create({ stripe, capture, shown, ask }: Intents, charge: Charge): Promise<PaymentState> {
  const { key, total, order, email } = charge;
  const money = toStripe(total);
  if (!money) return { status: 'failed', ref: key, reason: AMOUNT_NOT_PAYABLE };
  try {
    const intent = await ask(
      stripe.paymentIntents.create(
        {
          ...money,
          automatic_payment_methods: { enabled: true },
          capture_method: capture,
          metadata: { payment: key, order },
          ...(email && { receipt_email: email }),
        },
        { idempotencyKey: key },
      ),
    );
    const isOld = intent.lastResponse.headers['idempotent-replayed'] === 'true';
    return toPayment(isOld ? await ask(stripe.paymentIntents.retrieve(intent.id)) : intent, shown);
  } catch (error) {
    const reason = refusalIn(error);
    if (!reason) throw error;
    return { status: 'failed', ref: key, reason };
  }
}

/** Why Stripe says no for good, to the card or to what is asked; undefined for what may go well another time. */
function refusalIn(error: unknown): string | undefined {
  const { StripeCardError, StripeInvalidRequestError } = Stripe.errors;
  if (error instanceof StripeCardError) return error.decline_code ?? error.code ?? 'card-declined';
  if (error instanceof StripeInvalidRequestError) return error.code ?? error.param ?? 'refused';
  return undefined;
}

/** Ends or takes an intent; where another request or the buyer was quicker, answers what became of it. */
async function turn(
  { stripe, shown, ask }: Intents,
  ref: string,
  request: Promise<Stripe.PaymentIntent>,
): Promise<PaymentState> {
  try {
    return toPayment(await ask(request), shown);
  } catch (error) {
    if (error instanceof Stripe.errors.StripeCardError)
      return { status: 'failed', ref, reason: refusalIn(error)! };
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
    if (error.code !== 'payment_intent_unexpected_state') throw error;
    return toPayment(await ask(stripe.paymentIntents.retrieve(ref)), shown);
  }
}

/**
 * Gives back, once per key. Stripe forgets keys after a day, and a refund may wait longer than that: what was made
 * before is looked for by our own key first.
 */
async function giveBack(
  { stripe, ask, known }: Intents,
  { key, paymentRef, amount, ref }: RefundOrder,
): Promise<RefundState> {
  const money = toStripe(amount);
  if (!money) return { status: 'failed', ref: key, reason: AMOUNT_NOT_PAYABLE };
  if (ref) {
    const refund = await known(stripe.refunds.retrieve(ref));
    if (refund) return toRefundState(refund);
  }
  const earlier = await known(stripe.refunds.list({ payment_intent: paymentRef, limit: REFUNDS_OF_PAYMENT }));
  const made = earlier?.data.find(({ metadata }) => metadata?.refund === key);
  if (made) return toRefundState(made);
  try {
    const refund = await ask(
      stripe.refunds.create(
        { payment_intent: paymentRef, amount: money.amount, metadata: { refund: key } },
        { idempotencyKey: key },
      ),
    );
    const isOld = refund.lastResponse.headers['idempotent-replayed'] === 'true';
    return toRefundState(isOld ? await ask(stripe.refunds.retrieve(refund.id)) : refund);
  } catch (error) {
    const reason = refusalIn(error);
    if (!reason) throw error;
    return { status: 'failed', ref: key, reason };
  }
}
