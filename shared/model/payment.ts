/** Where a payment stands; the first four are alive, and an order has at most one of those. */
export const PAYMENT_STATUSES = ['started', 'action', 'authorised', 'paid', 'failed', 'voided'] as const;
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];
