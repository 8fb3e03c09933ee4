import type { Money } from '../../shared/model/money.ts';
import type { PaymentAction } from '../../shared/model/order.ts';

/** What a provider says of a payment; `amount` is what has come or is held. */
export type PaymentState =
  /** It waits: for its buyer, or (without an action) for their bank alone. */
  | { status: 'action'; ref: string; action: PaymentAction | null }
  | { status: 'authorised'; ref: string; amount: Money }
  | { status: 'paid'; ref: string; amount: Money }
  | { status: 'failed'; ref: string; reason: string }
  | { status: 'voided'; ref: string };

/** What is to be paid. `key` is the payment's id: whatever is asked twice with one key happens once. `token` stands for a card that we never see. */
export type Charge = {
  key: string;
  total: Money;
  token: string;
  order: string;
  email: string;
  language: string;
};

/** What a provider says of a refund. */
export type RefundState =
  | { status: 'done' | 'started'; ref: string }
  | { status: 'failed'; ref: string; reason: string };

/** What something that a provider tells is about. `dispute`: the buyer's bank took the money back for now (`opened`), gave it back to us (`won`), or keeps it for good (`lost`). */
export type ProviderNews =
  | { about: 'payment'; key: string; state: PaymentState }
  | { about: 'refund'; key: string; state: RefundState }
  | {
      about: 'dispute';
      ref: string;
      paymentRef: string;
      dispute: 'opened' | 'won' | 'lost';
      amount: Money;
    }
  | { about: 'nothing' };

/** Something that a provider tells by itself. What it says may be late: `truth` asks the provider how it stands now. */
export type ProviderEvent = { id: string; type: string; truth(): Promise<ProviderNews> };

/** What is to go back. `ref` = what the provider called this refund, where it has answered before. */
export type RefundOrder = { key: string; paymentRef: string; amount: Money; ref?: string | null };

/** The payment port. A provider lives outside our database: its answer may be lost by a crash, never its memory. */
export type PaymentProvider = {
  name: string;
  /** Starts a payment, once per key. */
  start(charge: Charge): Promise<PaymentState>;
  /** What became of a payment; undefined when the provider never heard of it. */
  find(charge: Charge, ref: string | null): Promise<PaymentState | undefined>;
  /** Takes what is held. */
  capture(key: string, ref: string): Promise<PaymentState>;
  /** Makes sure that a payment can never be made from now on; answers it when it was already made, and `action` when it is under way and can't be stopped. */
  void(charge: Charge, ref: string | null): Promise<PaymentState>;
  /** Gives money back, once per key. */
  refund(refund: RefundOrder): Promise<RefundState>;
  /** The buyer's answer to the bank's question, where it comes through us. */
  confirm?(ref: string, accepted: boolean): Promise<PaymentState>;
  /** Reads what the provider sent to our address, as it came; `not-allowed` when it is not from the provider, or too old. */
  read?(body: string, signature: string | undefined): ProviderEvent;
  /** What the provider told under an id, from its own memory; undefined when it has forgotten it. */
  recall?(id: string): Promise<ProviderEvent | undefined>;
};
