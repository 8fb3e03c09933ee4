import { inLanguage } from '../../../shared/model/localText.ts';
import type { Order } from '../../../shared/model/order.ts';
import { Refusal } from '../../../shared/wire/refusal.ts';
import type { Clock } from '../../clock.ts';
import type { Database } from '../../store/open.ts';
import { writtenAddress } from '../addresses.ts';
import type { Shopkeeper } from '../issue.ts';
import { type LineRow, linesOf, wholeOrder } from '../orderRows.ts';
import type { PackingList, Party } from '../papers/paper.ts';
import type { Press } from '../papers/press.ts';
import { piecesOf } from './pieces.ts';

/** Packing lists of some orders, each in its buyer's language, in one PDF. Answers undefined when none of them goes anywhere. */
export type Packing = (orders: readonly string[]) => Promise<Uint8Array | undefined>;

/** What packing lists are made of. */
export type PackingParts = {
  db: Database;
  press: Pick<Press, 'renderPapers'>;
  seller: Shopkeeper;
  base(): string;
  clock: Clock;
};

/** Packing lists over the database and the press. */
export const openPacking =
  (parts: PackingParts): Packing =>
  async (ids) => {
    const sheets = [];
    for (const id of ids) {
      const row = await parts.db.selectFrom('orders').selectAll().where('id', '=', id).executeTakeFirst();
      if (!row) throw new Refusal('not-found', 'no such order');
      const order = await wholeOrder(parts.db, row);
      if (order.buyer === null) continue;
      const lines = await linesOf(parts.db, [id]);
      sheets.push({ paper: await packingList(parts, order, lines), language: order.buyer.language });
    }
    return sheets.length === 0 ? undefined : parts.press.renderPapers(sheets);
  };

/** What is to be sent still; of an order that was sent, what was in its parcels. */
async function packingList(
  { db, seller, base, clock }: PackingParts,
  order: Order,
  lines: readonly LineRow[],
): Promise<PackingList> {
  const { address, billing, language } = order.buyer!;
  const pieces = await piecesOf(db, order.id);
  const isOpen = pieces.some(({ left }) => left > 0);
  const last = order.shipments.at(-1);
  return {
    ...{ kind: 'packing', number: order.number, issuedAt: clock.now(), zone: 'UTC' },
    order: {
      number: order.number,
      placedAt: order.placedAt ?? clock.now(),
      address: `${base()}/orders/${order.id}`,
    },
    seller: { ...seller },
    buyer: partyOf(billing ?? address),
    shipTo: partyOf(address),
    country: address.country,
    notes: order.buyer!.note ? [{ text: order.buyer!.note }] : [],
    lines: lines.flatMap((line) => {
      const { left = 0, sent = 0 } = pieces.find(({ sku }) => sku === line.sku) ?? {};
      const quantity = isOpen ? left : sent;
      return quantity === 0 ? [] : [packingLine(line, quantity, language)];
    }),
    parcels: isOpen ? 1 : Math.max(1, order.shipments.length),
    ...(!isOpen && last && { carrier: last.carrier, tracking: last.tracking }),
    ...(isOpen && order.delivery && { carrier: order.delivery.carrier }),
  };
}

function packingLine(line: LineRow, quantity: number, language: string): PackingList['lines'][number] {
  const { sku, weight_grams: grams, hs_code: hsCode, origin } = line;
  return {
    ...{ sku, quantity, name: inLanguage(JSON.parse(line.name), language) },
    ...(line.label !== null && { variant: inLanguage(JSON.parse(line.label), language) }),
    ...(grams > 0 && { grams }),
    ...(hsCode && { hsCode }),
    ...(origin && { origin }),
  };
}

function partyOf(address: Parameters<typeof writtenAddress>[0]): Party {
  const { name, company } = address;
  return {
    name,
    ...(company && { company }),
    address: writtenAddress({ ...address, name: '', company: '' }),
  };
}
