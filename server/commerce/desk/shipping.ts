import { createHash } from 'node:crypto';
import type { LinePieces } from '../../../shared/model/desk.ts';
import { Refusal } from '../../../shared/wire/refusal.ts';
import type { Clock } from '../../clock.ts';
import type { Database } from '../../store/open.ts';
import { transaction } from '../../store/transaction.ts';
import { type By, dueMail, move, noteStep } from '../moves.ts';
import { lockOrder, type OrderRow } from '../orderRows.ts';
import type { Carriers, Label } from './carriers.ts';
import { piecesOf } from './pieces.ts';

/** A parcel to be sent; without lines, all that is to be sent still is in it. */
export type ParcelWish = Label & { lines?: readonly { sku: string; quantity: number }[] | undefined };

/** Goods on their way out. Every verb takes the name of who does it, and refuses with `conflict` what means nothing (any more). */
export type Shipping = {
  pack(order: string, by: string): Promise<void>;
  /** Only what has no parcel yet. */
  unpack(order: string, by: string): Promise<void>;
  /** Sends parcels, once for each key; the order is sent when every piece that did not go back is in one. */
  ship(order: string, wish: { key: string; parcels: readonly ParcelWish[] }, by: string): Promise<void>;
  /** Corrects who carries a parcel and under which number. */
  relabel(order: string, parcel: string, label: Label, by: string): Promise<void>;
  /** A parcel has arrived, or all of them have; the order is delivered with the last. */
  deliver(order: string, parcel: string | undefined, by: string): Promise<void>;
  /** Moves an order on when what was left of it went back instead. */
  advance(order: string, by: string): Promise<void>;
};

/** Shipping over the database. */
export function openShipping(parts: { db: Database; carriers: Carriers; clock: Clock }): Shipping {
  const { db, carriers, clock } = parts;
  const within = (id: string, by: string, work: (tx: Database, order: OrderRow, who: By) => Promise<void>) =>
    transaction(db, async (tx) => work(tx, await lockOrder(tx, id), { by, at: clock.now() }));
  return {
    pack: (id, by) => within(id, by, pack),
    unpack: (id, by) =>
      within(id, by, async (tx, order, who) => {
        if ((await parcelsOf(tx, id)).length > 0) throw new Refusal('conflict', 'a part of it was sent');
        if (!(await move(tx, order, 'unpack', {}, who)).moved) throw means(order);
      }),
    ship: (id, wish, by) =>
      within(id, by, async (tx, order, who) => {
        const labelled = wish.parcels.map((parcel) => ({ ...parcel, ...carriers.label(parcel) }));
        await ship(tx, order, { key: wish.key, parcels: labelled }, who);
      }),
    relabel: (id, parcel, label, by) =>
      within(id, by, async (tx, order, who) => {
        const { tracking, ...rest } = carriers.label(label);
        const changed = await tx
          .updateTable('shipment')
          .set({ tracking, ...rest })
          .where('order_id', '=', id)
          .where('id', '=', parcel)
          .returning('id')
          .executeTakeFirst();
        if (!changed) throw new Refusal('not-found', 'no such parcel');
        await noteStep(tx, order, 'relabel', order.status, { ...who, note: tracking });
      }),
    deliver: (id, parcel, by) => within(id, by, (tx, order, who) => deliver(tx, order, parcel, who)),
    advance: (id, by) =>
      within(id, by, async (tx, order, who) => {
        await advance(tx, order, who);
      }),
  };
}

const means = ({ status }: OrderRow): Refusal => new Refusal('conflict', `this order is ${status}`);

const parcelsOf = (tx: Database, order: string) =>
  tx.selectFrom('shipment').select(['id', 'delivered_at']).where('order_id', '=', order).execute();

async function pack(tx: Database, order: OrderRow, who: By): Promise<void> {
  const pieces = await piecesOf(tx, order.id);
  if (order.status === 'paid' && pieces.every(({ left }) => left === 0))
    throw new Refusal('conflict', 'nothing of it is left to be sent');
  const holdsStock = await isHeld(tx, order.id, pieces);
  const { moved, guard } = await move(tx, order, 'pack', { holdsStock }, who);
  if (!moved) throw guard ? new Refusal('conflict', guard) : means(order);
}

/** Whether the stock for all that is to be sent is this order's own. */
async function isHeld(tx: Database, order: string, pieces: readonly LinePieces[]): Promise<boolean> {
  const held = await tx
    .selectFrom('reservation')
    .select(['sku', 'quantity'])
    .where('order_id', '=', order)
    .execute();
  return pieces.every(
    ({ sku, left }) => held.reduce((sum, one) => (one.sku === sku ? sum + one.quantity : sum), 0) >= left,
  );
}

const SENDABLE = ['paid', 'packed', 'shipped'];

type Parcel = { carrier: string; tracking: string; url: string; lines?: ParcelWish['lines'] };

async function ship(
  tx: Database,
  order: OrderRow,
  { key, parcels }: { key: string; parcels: readonly Parcel[] },
  who: By,
): Promise<void> {
  const idOf = (index: number): string =>
    createHash('sha256').update(`${order.id} ${key} ${index}`).digest('hex').slice(0, 32);
  const known = await tx.selectFrom('shipment').select('id').where('id', '=', idOf(0)).executeTakeFirst();
  if (known) return;
  if (!SENDABLE.includes(order.status)) throw means(order);
  const pieces = await piecesOf(tx, order.id);
  const inside = fill(parcels, pieces);
  for (const [index, { carrier, tracking, url }] of parcels.entries()) {
    const id = idOf(index);
    await tx
      .insertInto('shipment')
      .values({
        ...{ id, order_id: order.id, carrier, tracking, url, shipped_at: who.at, delivered_at: null },
        lines: JSON.stringify(inside[index]),
      })
      .execute();
    await dueMail(tx, order.id, 'shipped', id, who.at);
  }
  const note = parcels
    .map(({ tracking }) => tracking)
    .filter(Boolean)
    .join(', ');
  if (!(await advance(tx, order, { ...who, note })))
    await noteStep(tx, order, 'parcel', order.status, { ...who, note });
}

/** What lies in each parcel; `conflict` for more of something than is to be sent still. */
function fill(parcels: readonly Parcel[], pieces: readonly LinePieces[]) {
  const left = new Map(pieces.map(({ sku, left: count }) => [sku, count]));
  return parcels.map(({ lines }, index) => {
    if (!lines && parcels.length > 1)
      throw new Refusal('bad-input', `parcels.${index}.lines: several parcels say what lies in each`);
    const asked = lines ?? [...left].map(([sku, quantity]) => ({ sku, quantity }));
    const inside = asked.filter(({ quantity }) => quantity > 0);
    for (const { sku, quantity } of inside) {
      const there = left.get(sku);
      if (there === undefined) throw new Refusal('bad-input', `${sku} is not in this order`);
      if (quantity > there) throw new Refusal('conflict', `${there} of ${sku} are left to be sent`);
      left.set(sku, there - quantity);
    }
    if (inside.length === 0) throw new Refusal('conflict', 'nothing of it is left to be sent');
    return inside;
  });
}

async function deliver(tx: Database, order: OrderRow, parcel: string | undefined, who: By): Promise<void> {
  const parcels = await parcelsOf(tx, order.id);
  const meant = parcels.filter(({ id }) => parcel === undefined || id === parcel);
  if (meant.length === 0)
    throw parcel === undefined ? means(order) : new Refusal('not-found', 'no such parcel');
  const waiting = meant.filter(({ delivered_at }) => delivered_at === null).map(({ id }) => id);
  if (waiting.length > 0)
    await tx.updateTable('shipment').set({ delivered_at: who.at }).where('id', 'in', waiting).execute();
  const moved = await advance(tx, order, who);
  if (!moved && waiting.length > 0) await noteStep(tx, order, 'arrive', order.status, who);
}

/** Takes the moves that parcels bring about: sent when nothing is left, delivered when all have arrived. */
async function advance(tx: Database, order: OrderRow, who: By): Promise<boolean> {
  const parcels = await parcelsOf(tx, order.id);
  if (parcels.length === 0) return false;
  const allInParcels = (await piecesOf(tx, order.id)).every(({ left }) => left === 0);
  const sent = await move(tx, order, 'ship', { allInParcels }, who);
  const haveArrived = parcels.every(({ delivered_at }) => delivered_at !== null);
  if (!haveArrived || !allInParcels) return sent.moved;
  return (await move(tx, sent.order, 'deliver', {}, { ...who, note: '' })).moved || sent.moved;
}
