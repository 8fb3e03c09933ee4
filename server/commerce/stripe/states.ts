import type { Stripe } from 'stripe';
import type { PaymentState, ProviderNews, RefundState } from '../payment.ts';
import { fromStripe } from './units.ts';

/** What a browser needs to show the Payment Element. */
export type Shown = { publishableKey: string; script: string };

/** A PaymentIntent as a payment. One that was declined lives on: its buyer may try another card. */
export function toPayment(intent: Stripe.PaymentIntent, shown: Shown): PaymentState {
  const { id: ref, status, currency } = intent;
  switch (status) {
    case 'succeeded':
      return { status: 'paid', ref, amount: fromStripe(intent.amount_received, currency) };
    case 'requires_capture':
      return { status: 'authorised', ref, amount: fromStripe(intent.amount_capturable, currency) };
    case 'canceled':
      return { status: 'voided', ref };
    case 'requires_payment_method':
    case 'requires_confirmation':
    case 'requires_action': {
      const { client_secret: clientSecret } = intent;
      return {
        status: 'action',
        ref,
        action: { kind: 'stripe', clientSecret: clientSecret ?? '', ...shown },
      };
    }
    case 'processing':
      return { status: 'action', ref, action: null };
    default:
      throw new Error(`${ref} is ${status}, which nobody here knows`);
  }
}

/** A refund as Stripe tells it. */
export function toRefundState({ id: ref, status, failure_reason }: Stripe.Refund): RefundState {
  switch (status) {
    case 'succeeded':
      return { status: 'done', ref };
    case 'failed':
    case 'canceled':
      return { status: 'failed', ref, reason: failure_reason ?? status };
    default:
      return { status: 'started', ref };
  }
}

/** What a dispute did to our money; an inquiry takes none, and one that was prevented is a refund. */
export function toDisputeNews(dispute: Stripe.Dispute): ProviderNews {
  const paymentRef = idOf(dispute.payment_intent);
  const became = BECAME[dispute.status];
  if (!paymentRef || !became) return { about: 'nothing' };
  const amount = fromStripe(dispute.amount, dispute.currency);
  return { about: 'dispute', ref: dispute.id, paymentRef, dispute: became, amount };
}

const BECAME: Record<string, 'opened' | 'won' | 'lost'> = {
  needs_response: 'opened',
  under_review: 'opened',
  appeal_needs_response: 'opened',
  appeal_under_review: 'opened',
  won: 'won',
  lost: 'lost',
};

/** The id of what Stripe names by its id, or sends whole. */
export const idOf = (named: string | { id: string } | null | undefined): string | undefined =>
  typeof named === 'string' ? named : named?.id;
