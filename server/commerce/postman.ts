import { inLanguage } from '../../shared/model/localText.ts';
import type { Order } from '../../shared/model/order.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { fileTime, type MailPort } from '../mail/mail.ts';
import type { Database } from '../store/open.ts';
import { transaction } from '../store/transaction.ts';
import { creditNoteOf, invoiceOf, issuePaper, type Shopkeeper } from './issue.ts';
import type { OrderFacts } from './letters/letter.ts';
import { buyerLetter, isForShop, shopLetter } from './letters/orderLetters.ts';
import { wholeOrder } from './orderRows.ts';
import type { Paper } from './papers/paper.ts';
import type { Press } from './papers/press.ts';

/** Papers and mails of orders. */
export type Postman = {
  /** Sends what is due, each in its buyer's language with its paper; while there is a rush only what has waited long. Answers how many went out. */
  tick(isRush?: () => boolean): Promise<number>;
  /** A paper of one's order as PDF, of anybody's for the desk; `not-found` for another's. */
  paper(visitor: string | null, order: string, number: string): Promise<Uint8Array>;
};

/** What the postman is made of. */
export type PostmanParts = {
  db: Database;
  mail: Pick<MailPort, 'send'>;
  press: Pick<Press, 'renderPaper'>;
  seller: Shopkeeper & { language: string };
  /** The page of an order, with the key that opens it to whoever has its mails. */
  linkTo(order: string): string;
  /** The shop's own page of an order. */
  deskLink(order: Order): string;
  /** The address under which the house is reached. */
  base(): string;
  clock: Clock;
  log: Log;
};

/** A mail is tried for a week: after a minute, two, four, … and then every four hours. */
const ATTEMPTS = 50;
const RETRY_MS = 60_000;
const RETRY_MOST_MS = 4 * 3_600_000;
const BATCH = 50;
/** Milliseconds for which a mail gives way to people who are buying. */
const PATIENCE_MS = 30_000;

type Due = { order_id: string; kind: string; ref: string; attempts: number; next_at: number };

/** The postman over the database: a mail is marked as sent once it is handed over, so none is lost by a crash. */
export function openPostman(parts: PostmanParts): Postman {
  const { db, mail, clock, log } = parts;
  const deliver = async (due: Due): Promise<boolean> => {
    const mine = db
      .updateTable('order_mail')
      .where('order_id', '=', due.order_id)
      .where('kind', '=', due.kind)
      .where('ref', '=', due.ref);
    try {
      const letter = await letterOf(parts, due);
      if (letter) await mail.send(letter);
      await mine.set({ sent_at: clock.now(), attempts: due.attempts + 1 }).execute();
      return letter !== undefined;
    } catch (error) {
      const attempts = due.attempts + 1;
      const wait =
        attempts >= ATTEMPTS
          ? Number.MAX_SAFE_INTEGER
          : clock.now() + Math.min(RETRY_MOST_MS, RETRY_MS * 2 ** due.attempts);
      await mine.set({ attempts, next_at: wait }).execute();
      log.error({ err: error, order: due.order_id, kind: due.kind }, 'a mail of an order was not sent');
      return false;
    }
  };
  return {
    async tick(isRush = () => false) {
      const due = await db
        .selectFrom('order_mail')
        .select(['order_id', 'kind', 'ref', 'attempts', 'next_at'])
        .where('sent_at', 'is', null)
        .where('next_at', '<=', clock.now())
        .orderBy('next_at')
        .limit(BATCH)
        .execute();
      let sent = 0;
      for (const one of due) {
        if (isRush() && clock.now() - one.next_at < PATIENCE_MS) break;
        if (await deliver(one)) sent++;
      }
      return sent;
    },
    async paper(visitor, order, number) {
      const papers = db
        .selectFrom('paper')
        .innerJoin('orders', 'orders.id', 'paper.order_id')
        .select(['paper.data', 'orders.language'])
        .where('paper.number', '=', number)
        .where('orders.id', '=', order);
      const mine = visitor === null ? papers : papers.where('orders.visitor', '=', visitor);
      const row = await mine.executeTakeFirst();
      if (!row) throw new Refusal('not-found', 'no such order');
      return parts.press.renderPaper(JSON.parse(row.data) as Paper, row.language);
    },
  };
}

async function orderOf(db: Database, id: string): Promise<Order> {
  return wholeOrder(
    db,
    await db.selectFrom('orders').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  );
}

/** The mail that is due with its paper; undefined for one that would say what is not so any more. */
async function letterOf(parts: PostmanParts, due: Due) {
  const order = await orderOf(parts.db, due.order_id);
  const { buyer } = order;
  if (!buyer?.email) return undefined;
  const { mail, language } = parts.seller;
  if (isForShop(due.kind)) {
    const letter = shopLetter(due, order, factsOf(parts, order, language, parts.deskLink(order)), language);
    return letter && { to: mail, language, ...letter, id: idOf(order, due) };
  }
  const letter = buyerLetter(
    due,
    order,
    factsOf(parts, order, buyer.language, parts.linkTo(order.id)),
    buyer.language,
  );
  if (!letter) return undefined;
  const number = await paperFor(parts, order, due.kind, due.ref);
  const attachments = number
    ? [
        {
          filename: `${number}.pdf`,
          content: await print(parts, number, buyer.language),
          contentType: 'application/pdf',
        },
      ]
    : [];
  return { to: buyer.email, language: buyer.language, attachments, ...letter, id: idOf(order, due) };
}

/** The name of a mail, the same when it is sent again. */
const idOf = ({ placedAt, number }: Order, { kind, ref }: Due): string =>
  [fileTime(placedAt ?? 0), number, kind, ref]
    .filter(Boolean)
    .join('-')
    .replace(/[^\w-]/g, '-');

async function print({ db, press }: PostmanParts, number: string, language: string): Promise<Uint8Array> {
  const { data } = await db
    .selectFrom('paper')
    .select('data')
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
  return press.renderPaper(JSON.parse(data) as Paper, language);
}

const pageOf = ({ base }: PostmanParts, order: Order): string => `${base()}/orders/${order.id}`;

function factsOf(parts: PostmanParts, order: Order, language: string, link: string): OrderFacts {
  return {
    order: order.number,
    name: order.buyer?.address.name ?? '',
    brand: parts.seller.name,
    colour: parts.seller.colour,
    link,
    currency: order.totals.total.currency,
    lines: order.lines.map(({ name, label, quantity, total }) => ({
      name: inLanguage(name, language),
      ...(label && { variant: inLanguage(label, language) }),
      ...{ quantity, amount: total.amount },
    })),
    ...(order.delivery && { shipping: order.delivery.total.amount }),
    total: order.totals.total.amount,
  };
}

/** Issues the paper that belongs to a mail, once; answers its number. */
async function paperFor(
  parts: PostmanParts,
  order: Order,
  kind: string,
  ref: string,
): Promise<string | undefined> {
  const { db, seller, clock } = parts;
  const at = clock.now();
  const page = pageOf(parts, order);
  const payment = await db
    .selectFrom('payment')
    .select('provider')
    .where('order_id', '=', order.id)
    .where('status', '=', 'paid')
    .executeTakeFirst();
  const how = payment?.provider === 'stripe' ? 'Stripe' : (payment?.provider ?? '');
  if (kind === 'paid')
    return transaction(db, (tx) =>
      issuePaper(tx, { kind: 'invoice', order: order.id, ref: '', at }, (number) =>
        invoiceOf(order, { how, at: order.paidAt ?? at }, seller, { number, at, page }),
      ),
    );
  const refund = order.refunds.find(({ id }) => id === ref);
  if (kind !== 'refunded' || !refund) return undefined;
  const invoice = order.papers.find((paper) => paper.kind === 'invoice');
  const corrects = invoice && { number: invoice.number, issuedAt: invoice.at };
  return transaction(db, (tx) =>
    issuePaper(tx, { kind: 'credit-note', order: order.id, ref, at }, (number) =>
      creditNoteOf(order, refund, corrects, seller, { number, at, page, how }),
    ),
  );
}
