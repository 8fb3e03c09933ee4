import { inLanguage } from '../../../shared/model/localText.ts';
import type { Order, Shipment } from '../../../shared/model/order.ts';
import { type Letter, type OrderFacts, SHOP_LETTERS } from './letter.ts';
import { writeLetter } from './writeLetter.ts';

/** Which mail is due: its kind, and of what (a refund, a return, a message). */
export type DueLetter = { kind: string; ref: string };

/** Whether a mail goes to the shop. */
export const isForShop = (kind: string): boolean => SHOP_LETTERS.some((one) => one === kind);

/** What a buyer is told; undefined for what is not so (any more). */
export function buyerLetter(
  { kind, ref }: DueLetter,
  order: Order,
  facts: OrderFacts,
  language: string,
): Letter | undefined {
  const refund = order.refunds.find(({ id }) => id === ref);
  const message = order.messages.find(({ id }) => id === ref);
  const total = order.totals.total.amount;
  switch (kind) {
    case 'received':
      // Meanwhile it may be paid, which is told by itself.
      return order.paidAt === null && order.status !== 'cancelled'
        ? writeLetter('received', facts, language)
        : undefined;
    case 'paid':
      return writeLetter('paid', { ...facts, amount: total }, language);
    case 'shipped': {
      const parcel = order.shipments.find(({ id }) => id === ref);
      return parcel && writeLetter('shipped', parcelFacts(facts, order, parcel), language);
    }
    case 'delivered':
    case 'cancelled':
      return writeLetter(kind, facts, language);
    case 'refunded':
      return refund && writeLetter('refunded', { ...facts, amount: refund.total.amount }, language);
    case 'returned':
      return writeLetter('refunded', { ...facts, amount: total }, language);
    case 'message':
      return message && writeLetter('message', { ...facts, text: message.text }, language);
    case 'return-asked':
    case 'return-accepted':
    case 'return-refused': {
      const text = returnText(order, ref, language, kind === 'return-asked' ? 'reason' : 'answer');
      return text === undefined ? undefined : writeLetter(kind, { ...facts, text }, language);
    }
    case 'return-received':
      return writeLetter('returned', facts, language);
    default:
      return undefined;
  }
}

/** What the shop is told. */
export function shopLetter(
  { kind, ref }: DueLetter,
  order: Order,
  facts: OrderFacts,
  language: string,
): Letter | undefined {
  switch (kind) {
    case 'shop-message': {
      const message = order.messages.find(({ id }) => id === ref);
      return message && writeLetter('shop-message', { ...facts, text: message.text }, language);
    }
    case 'shop-return': {
      const text = returnText(order, ref, language, 'reason');
      return text === undefined ? undefined : writeLetter('shop-return', { ...facts, text }, language);
    }
    case 'refund-failed': {
      const refund = order.refunds.find(({ id }) => id === ref);
      return refund && writeLetter('refund-failed', { ...facts, amount: refund.total.amount }, language);
    }
    case 'shop-cancelled':
    case 'disputed':
    case 'dispute-won':
    case 'dispute-lost':
      return writeLetter(kind, facts, language);
    default:
      return undefined;
  }
}

/** The pieces of a return, and below them why they come or what the shop says to it. */
function returnText(
  order: Order,
  id: string,
  language: string,
  said: 'reason' | 'answer',
): string | undefined {
  const back = order.returns.find((one) => one.id === id);
  if (!back) return undefined;
  const nameOf = (sku: string): string => {
    const line = order.lines.find((one) => one.sku === sku);
    return line ? inLanguage(line.name, language) : sku;
  };
  const pieces = back.lines.map(({ sku, quantity }) => `${quantity} × ${nameOf(sku)}`).join('\n');
  return back[said] ? `${pieces}\n\n${back[said]}` : pieces;
}

/** What a mail tells of a parcel: what lies in it, and where to follow it. */
function parcelFacts(facts: OrderFacts, order: Order, { carrier, tracking, url, lines }: Shipment) {
  const inside = order.lines.flatMap(({ sku }, index) => {
    const quantity = lines.find((one) => one.sku === sku)?.quantity ?? 0;
    const line = facts.lines[index]!;
    return quantity > 0 ? [{ ...line, quantity }] : [];
  });
  return { ...facts, lines: inside, carrier, tracking, ...(url && { trackingLink: url }) };
}
