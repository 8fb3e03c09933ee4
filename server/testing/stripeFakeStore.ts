import type { Clock } from '../clock.ts';

/** What becomes of a test payment method, as Stripe's own test cards do (https://docs.stripe.com/testing). */
export type Behaviour =
  | 'paid'
  | 'declined'
  | 'funds'
  | 'authenticate'
  | 'redirect'
  | 'dispute'
  | 'refund-fails'
  | 'refund-waits'
  | 'processing';

/** Test payment methods by name. */
export const METHODS: Record<string, Behaviour> = {
  pm_card_visa: 'paid',
  pm_card_chargeDeclined: 'declined',
  pm_card_chargeDeclinedInsufficientFunds: 'funds',
  pm_card_authenticationRequired: 'authenticate',
  pm_card_threeDSecureRequired: 'redirect',
  pm_card_createDispute: 'dispute',
  pm_card_refundFail: 'refund-fails',
  pm_card_pendingRefund: 'refund-waits',
  pm_usBankAccount: 'processing',
};
/** Test card numbers, for the form of the stand-in. */
export const NUMBERS: Record<string, string> = {
  '4242424242424242': 'pm_card_visa',
  '4000000000000002': 'pm_card_chargeDeclined',
  '4000000000009995': 'pm_card_chargeDeclinedInsufficientFunds',
  '4000002500003155': 'pm_card_authenticationRequired',
  '4000000000003063': 'pm_card_threeDSecureRequired',
  '4000000000000259': 'pm_card_createDispute',
  '4000000000005126': 'pm_card_refundFail',
  '4000000000007726': 'pm_card_pendingRefund',
};

export type Intent = {
  id: string;
  object: 'payment_intent';
  amount: number;
  amount_capturable: number;
  amount_received: number;
  canceled_at: number | null;
  capture_method: string;
  client_secret: string;
  created: number;
  currency: string;
  last_payment_error: Record<string, unknown> | null;
  latest_charge: string | null;
  livemode: false;
  metadata: Record<string, string>;
  next_action: Record<string, unknown> | null;
  payment_method: string | null;
  receipt_email: string | null;
  status: string;
};
export type RefundObject = {
  id: string;
  object: 'refund';
  amount: number;
  charge: string | null;
  created: number;
  currency: string;
  failure_reason?: string;
  metadata: Record<string, string>;
  payment_intent: string;
  status: string;
};
export type DisputeObject = {
  id: string;
  object: 'dispute';
  amount: number;
  charge: string | null;
  created: number;
  currency: string;
  livemode: false;
  payment_intent: string;
  reason: string;
  status: string;
};
/** An event as Stripe sends it: with what it is about as it was then. */
export type FakeEvent = {
  id: string;
  object: 'event';
  api_version: string;
  created: number;
  data: { object: Record<string, unknown> };
  livemode: false;
  pending_webhooks: number;
  request: { id: string | null; idempotency_key: string | null };
  type: string;
};

/** An error with Stripe's own body. */
export class StripeFault extends Error {
  readonly status: number;
  readonly body: Record<string, unknown>;
  constructor(status: number, error: Record<string, unknown>) {
    super(String(error.message));
    this.status = status;
    this.body = { error: { doc_url: `https://stripe.com/docs/error-codes`, ...error } };
  }
}
const invalid = (message: string, more: Record<string, unknown> = {}, status = 400) =>
  new StripeFault(status, { type: 'invalid_request_error', message, ...more });
const missing = (what: string, id: string, param = 'id') =>
  invalid(`No such ${what}: '${id}'`, { code: 'resource_missing', param }, 404);

/** Least amount that is charged, in Stripe's units. */
const LEAST = 50;

/** Whether a dispute leaves the money with us. */
const isOver = ({ status }: DisputeObject): boolean => status === 'won' || status.startsWith('warning');

/** What the fake remembers, and what can be done to it. Each change is told as an event. */
export function openStripeStore(
  clock: Clock,
  tell: (event: FakeEvent) => void,
  /** Where the page of the bank is. */
  base: () => string = () => 'http://fake',
) {
  let count = 0;
  const name = (prefix: string) => `${prefix}_${(++count).toString(36).padStart(6, '0')}fake`;
  const now = () => Math.floor(clock.now() / 1000);
  const intents = new Map<string, Intent>();
  const refunds = new Map<string, RefundObject>();
  const disputes = new Map<string, DisputeObject>();
  const events = new Map<string, FakeEvent>();

  const emit = (type: string, object: object): void => {
    const event: FakeEvent = {
      ...{ id: name('evt'), object: 'event', api_version: '2026-10-28.endive', created: now(), type },
      ...{ livemode: false, pending_webhooks: 1, request: { id: name('req'), idempotency_key: null } },
      data: { object: structuredClone(object) as Record<string, unknown> },
    };
    events.set(event.id, event);
    tell(event);
  };
  const chargeOf = (intent: Intent) => {
    const given = [...refunds.values()].filter(
      ({ payment_intent, status }) => payment_intent === intent.id && status !== 'failed',
    );
    const amount_refunded = given.reduce((sum, { amount }) => sum + amount, 0);
    return {
      ...{ id: intent.latest_charge, object: 'charge', amount: intent.amount, currency: intent.currency },
      ...{ payment_intent: intent.id, amount_captured: intent.amount_received, amount_refunded },
      ...{ refunded: amount_refunded === intent.amount, metadata: intent.metadata, livemode: false },
    };
  };
  const intent = (id: string): Intent => {
    const found = intents.get(id);
    if (!found) throw missing('payment_intent', id, 'intent');
    return found;
  };
  const change = (of: Intent, to: Partial<Intent>, ...types: string[]): Intent => {
    Object.assign(of, to);
    for (const type of types) emit(type, type.startsWith('charge.') ? chargeOf(of) : of);
    return of;
  };
  const wrongState = (of: Intent, verb: string) =>
    invalid(`You cannot ${verb} this PaymentIntent because it has a status of ${of.status}.`, {
      code: 'payment_intent_unexpected_state',
      payment_intent: of,
    });
  const decline = (of: Intent, method: string, decline_code: string): never => {
    const error = {
      ...{ type: 'card_error', code: 'card_declined', decline_code, charge: name('ch') },
      message: 'Your card was declined.',
    };
    change(
      of,
      {
        ...{ status: 'requires_payment_method', last_payment_error: error, next_action: null },
        ...{ latest_charge: error.charge, payment_method: null },
      },
      'charge.failed',
      'payment_intent.payment_failed',
    );
    throw new StripeFault(402, { ...error, payment_intent: of, payment_method: { id: method } });
  };
  /** The bank says yes. */
  const accept = (of: Intent): Intent => {
    const latest_charge = name('ch');
    const taken = { latest_charge, next_action: null, last_payment_error: null };
    if (of.capture_method === 'manual')
      return change(
        of,
        { ...taken, status: 'requires_capture', amount_capturable: of.amount },
        'charge.succeeded',
        'payment_intent.amount_capturable_updated',
      );
    change(
      of,
      { ...taken, status: 'succeeded', amount_received: of.amount },
      'charge.succeeded',
      'payment_intent.succeeded',
    );
    if (METHODS[of.payment_method ?? ''] === 'dispute') dispute(of.id);
    return of;
  };
  const dispute = (id: string, status = 'needs_response', amount?: number): DisputeObject => {
    const of = intent(id);
    const made: DisputeObject = {
      ...{
        id: name('dp'),
        object: 'dispute',
        charge: of.latest_charge,
      },
      ...{ created: now(), currency: of.currency, livemode: false, payment_intent: id },
      ...{ reason: 'fraudulent', status },
      amount: amount ?? of.amount_received - chargeOf(of).amount_refunded,
    };
    disputes.set(made.id, made);
    emit('charge.dispute.created', made);
    if (!status.startsWith('warning')) emit('charge.dispute.funds_withdrawn', made);
    return made;
  };
  return {
    ...{ intents, refunds, disputes, events, intent, dispute },
    create(wish: {
      amount: number;
      currency: string;
      capture_method?: string;
      metadata?: Record<string, string>;
      receipt_email?: string;
    }): Intent {
      if (!Number.isSafeInteger(wish.amount) || wish.amount < 1)
        throw invalid('Invalid positive integer', { param: 'amount', code: 'parameter_invalid_integer' });
      if (!/^[a-z]{3}$/.test(wish.currency ?? ''))
        throw invalid(`Invalid currency: ${wish.currency}.`, { param: 'currency' });
      if (wish.amount < LEAST)
        throw invalid('Amount must be at least 50 cents', { param: 'amount', code: 'amount_too_small' });
      const id = name('pi');
      const made: Intent = {
        ...{ id, object: 'payment_intent', amount: wish.amount, amount_capturable: 0, amount_received: 0 },
        ...{ canceled_at: null, capture_method: wish.capture_method ?? 'automatic', created: now() },
        ...{ client_secret: `${id}_secret_${name('s')}`, currency: wish.currency, last_payment_error: null },
        ...{ latest_charge: null, livemode: false, metadata: wish.metadata ?? {}, next_action: null },
        ...{ payment_method: null, receipt_email: wish.receipt_email ?? null },
        status: 'requires_payment_method',
      };
      intents.set(id, made);
      return change(made, {}, 'payment_intent.created');
    },
    /** A buyer confirms with a payment method: a name of `METHODS`, or a card number; who is sent to their bank comes back to `return_url`. */
    confirm(id: string, method: string, return_url = ''): Intent {
      const of = intent(id);
      const payment_method = NUMBERS[method.replace(/\D/g, '')] ?? method;
      const behaviour = METHODS[payment_method];
      if (!behaviour) throw missing('PaymentMethod', method, 'payment_method');
      if (!['requires_payment_method', 'requires_confirmation', 'requires_action'].includes(of.status))
        throw wrongState(of, 'confirm');
      if (behaviour === 'declined') return decline(of, payment_method, 'generic_decline');
      if (behaviour === 'funds') return decline(of, payment_method, 'insufficient_funds');
      of.payment_method = payment_method;
      if (behaviour === 'processing')
        return change(of, { status: 'processing' }, 'payment_intent.processing');
      if (behaviour !== 'authenticate' && behaviour !== 'redirect') return accept(of);
      const url = `${base()}/redirect/authenticate/${of.id}?client_secret=${of.client_secret}`;
      const next_action =
        behaviour === 'redirect'
          ? { type: 'redirect_to_url', redirect_to_url: { return_url, url } }
          : { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'stripe_3ds2_fingerprint' } };
      return change(of, { status: 'requires_action', next_action }, 'payment_intent.requires_action');
    },
    /** The buyer's answer to their bank. */
    authenticate(id: string, passes: boolean): Intent {
      const of = intent(id);
      if (of.status !== 'requires_action') throw wrongState(of, 'authenticate');
      if (passes) return accept(of);
      const last_payment_error = {
        ...{ type: 'invalid_request_error', code: 'payment_intent_authentication_failure' },
        message: 'The provided PaymentMethod has failed authentication.',
      };
      return change(
        of,
        { status: 'requires_payment_method', last_payment_error, next_action: null, payment_method: null },
        'payment_intent.payment_failed',
      );
    },
    /** A debit that was under way ends. */
    clear(id: string, succeeds: boolean): Intent {
      const of = intent(id);
      if (of.status !== 'processing') throw wrongState(of, 'clear');
      if (succeeds) return accept(of);
      return change(
        of,
        { status: 'requires_payment_method', payment_method: null },
        'payment_intent.payment_failed',
      );
    },
    cancel(id: string): Intent {
      const of = intent(id);
      if (['succeeded', 'canceled', 'processing'].includes(of.status)) throw wrongState(of, 'cancel');
      const ended = { status: 'canceled', canceled_at: now(), amount_capturable: 0, next_action: null };
      return change(of, ended, 'payment_intent.canceled');
    },
    capture(id: string): Intent {
      const of = intent(id);
      if (of.status !== 'requires_capture') throw wrongState(of, 'capture');
      const taken = { status: 'succeeded', amount_received: of.amount_capturable, amount_capturable: 0 };
      return change(of, taken, 'charge.captured', 'payment_intent.succeeded');
    },
    refund(wish: {
      payment_intent: string;
      amount?: number;
      metadata?: Record<string, string>;
    }): RefundObject {
      const of = intent(wish.payment_intent);
      if (of.status !== 'succeeded')
        throw invalid(`This PaymentIntent (${of.id}) does not have a successful charge to refund.`);
      if ([...disputes.values()].some((one) => one.payment_intent === of.id && !isOver(one)))
        throw invalid(`Charge ${of.latest_charge} has been charged back; cannot issue a refund.`, {
          code: 'charge_disputed',
        });
      const given = chargeOf(of).amount_refunded;
      const amount = wish.amount ?? of.amount_received - given;
      if (given === of.amount_received)
        throw invalid(`Charge ${of.latest_charge} has already been refunded.`, {
          code: 'charge_already_refunded',
        });
      if (amount < 1 || given + amount > of.amount_received)
        throw invalid(
          `Refund amount (${amount}) is greater than unrefunded amount on charge (${of.amount_received - given})`,
          { param: 'amount', code: 'amount_too_large' },
        );
      const waits = METHODS[of.payment_method ?? ''] === 'refund-waits';
      const made: RefundObject = {
        ...{ id: name('re'), object: 'refund', amount, charge: of.latest_charge, created: now() },
        ...{ currency: of.currency, metadata: wish.metadata ?? {}, payment_intent: of.id },
        status: waits ? 'pending' : 'succeeded',
      };
      refunds.set(made.id, made);
      emit('refund.created', made);
      emit('charge.refunded', chargeOf(of));
      return made;
    },
    /** A refund turns out well or not; the card of `refund-fails` says so some time later. */
    settleRefund(id: string, status: 'succeeded' | 'failed'): RefundObject {
      const of = refunds.get(id);
      if (!of) throw missing('refund', id);
      of.status = status;
      if (status === 'failed') of.failure_reason = 'expired_or_canceled_card';
      emit('refund.updated', of);
      emit('charge.refund.updated', of);
      if (status === 'failed') emit('refund.failed', of);
      return of;
    },
    closeDispute(id: string, status: 'won' | 'lost' | 'warning_closed'): DisputeObject {
      const of = disputes.get(id);
      if (!of) throw missing('dispute', id);
      of.status = status;
      emit('charge.dispute.closed', of);
      if (status === 'won') emit('charge.dispute.funds_reinstated', of);
      return of;
    },
    look<T>(from: ReadonlyMap<string, T>, what: string, id: string): T {
      const found = from.get(id);
      if (!found) throw missing(what, id);
      return found;
    },
  };
}

/** The memory of a fake Stripe. */
export type StripeStore = ReturnType<typeof openStripeStore>;
