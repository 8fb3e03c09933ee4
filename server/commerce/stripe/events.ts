import Stripe from 'stripe';
import { z } from 'zod';
import { Refusal } from '../../../shared/wire/refusal.ts';
import type { Clock } from '../../clock.ts';
import type { ProviderEvent, ProviderNews } from '../payment.ts';
import { idOf, type Shown, toDisputeNews, toPayment, toRefundState } from './states.ts';

/** Seconds for which a signature is good: who has caught one can't use it for long. */
const TOLERANCE_SECONDS = 300;

/** What reading Stripe's events takes. */
export type EventParts = {
  stripe: Stripe;
  webhookSecret: string;
  shown: Shown;
  clock: Clock;
  /** What a request answers; undefined when Stripe knows no such thing. */
  known<T>(request: Promise<T>): Promise<T | undefined>;
};

/** Reads what came to our address; `not-allowed` for a signature that is not Stripe's, or too old. */
export function readEvent(parts: EventParts, body: string, signature: string | undefined): ProviderEvent {
  const { stripe, webhookSecret, clock } = parts;
  let event: unknown;
  try {
    event = stripe.webhooks.constructEvent(
      ...([body, signature ?? '', webhookSecret, TOLERANCE_SECONDS, undefined, clock.now()] as const),
    );
  } catch (error) {
    // A body that is signed and no event can only be Stripe's own fault; it is refused all the same.
    const why = error instanceof Stripe.errors.StripeSignatureVerificationError ? error.message : 'no event';
    throw new Refusal('not-allowed', `a forged or late notice: ${why.split('\n')[0]}`);
  }
  const known = shape.safeParse(event);
  if (!known.success) throw new Refusal('bad-input', 'a signed notice that is no event');
  if (stampOf(signature) > clock.now() / 1000 + TOLERANCE_SECONDS)
    throw new Refusal('not-allowed', 'a notice from times to come');
  return toEvent(parts, event as Stripe.Event);
}

/** What there is of every event. */
const shape = z.object({
  id: z.string().min(1).max(255),
  type: z.string().min(1).max(255),
  data: z.object({ object: z.object({}) }),
});

/** The time of a signature, seconds. */
const stampOf = (signature = ''): number => Number(/(?:^|,)t=(\d+)/.exec(signature)?.[1] ?? 0);

/** An event that Stripe still remembers. */
export async function recallEvent(parts: EventParts, id: string): Promise<ProviderEvent | undefined> {
  const event = await parts.known(parts.stripe.events.retrieve(id));
  return event && toEvent(parts, event);
}

const toEvent = (parts: EventParts, event: Stripe.Event): ProviderEvent => ({
  id: event.id,
  type: event.type,
  truth: () => truthOf(parts, event),
});

const NOTHING: ProviderNews = { about: 'nothing' };

/** How what an event is about stands now. Events come late, twice and in any order: what they say themselves is only a hint. */
async function truthOf(parts: EventParts, { type, data }: Stripe.Event): Promise<ProviderNews> {
  const { stripe, known, shown } = parts;
  const object = data.object as { id?: string; object?: string };
  const id = object.id ?? '';
  if (type.startsWith('payment_intent.')) {
    const intent = await known(stripe.paymentIntents.retrieve(id));
    const key = intent?.metadata.payment;
    return key ? { about: 'payment', key, state: toPayment(intent, shown) } : NOTHING;
  }
  if (type.startsWith('charge.dispute.')) {
    const dispute = await known(stripe.disputes.retrieve(id));
    return dispute ? toDisputeNews(dispute) : NOTHING;
  }
  if (object.object === 'refund') return refundNews(await known(stripe.refunds.retrieve(id)));
  if (type !== 'charge.refunded') return NOTHING;
  const intent = idOf((data.object as Stripe.Charge).payment_intent);
  const list = intent && (await known(stripe.refunds.list({ payment_intent: intent, limit: 1 })));
  return refundNews(list ? list.data[0] : undefined);
}

function refundNews(refund: Stripe.Refund | undefined): ProviderNews {
  const key = refund?.metadata?.refund;
  return key ? { about: 'refund', key, state: toRefundState(refund) } : NOTHING;
}
