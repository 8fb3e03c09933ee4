import type { PaymentStatus } from '../../shared/model/payment.ts';
import { literals } from '../store/literals.ts';

const LIVE_STATUSES = ['started', 'action', 'authorised'] as const satisfies readonly PaymentStatus[];

/** Whether a payment may still come to something by itself. */
export const isLive = (status: PaymentStatus): boolean =>
  (LIVE_STATUSES as readonly PaymentStatus[]).includes(status);
/** The same in a statement: their index has no others. */
export const LIVE = literals(...LIVE_STATUSES);
/** The statuses of an open order (`isOpen`) in a statement: their indexes have no others. */
export const OPEN = literals('cart', 'placed', 'authorised');
