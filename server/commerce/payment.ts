import type { Money } from '../../shared/model/money.ts';

/** What a provider says of a payment. `confirm` = the buyer must confirm first; `prompt` is what they are asked. */
export type PaymentResult =
  | { outcome: 'paid'; ref: string }
  | { outcome: 'confirm'; ref: string; prompt: string }
  | { outcome: 'declined'; ref: string; reason: string };

/** The payment port. A provider lives outside our database: its answer may be lost by a crash, never its memory. */
export type PaymentProvider = {
  name: string;
  /** Charges once per `key`, however often it is called; `token` stands for the card, which we never see. */
  charge(request: { key: string; total: Money; token: string }): Promise<PaymentResult>;
  /** Answers the buyer's confirmation of a payment that waits for it. */
  confirm(ref: string, accepted: boolean): Promise<PaymentResult>;
  /** What became of a key; undefined when the provider never heard of it. */
  find(key: string): Promise<PaymentResult | undefined>;
  /** Makes sure that a key can never be paid from now on; answers the payment if it already was. */
  void(key: string): Promise<PaymentResult | undefined>;
};
