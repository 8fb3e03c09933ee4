import { sql } from 'kysely';
import { inLanguage } from '../../shared/model/localText.ts';
import type { Money } from '../../shared/model/money.ts';
import type { Buyer, Order, Refund, TaxPart } from '../../shared/model/order.ts';
import { PPM, timesRatio } from '../../shared/model/ratio.ts';
import type { Database } from '../store/open.ts';
import { writtenAddress } from './addresses.ts';
import type { MoneyPaper, PaperLine, Party, Seller, Taxed, TaxRow } from './papers/paper.ts';

/** The seller as papers name it; its logo does not change a paper that was issued. */
export type Shopkeeper = Omit<Seller, 'logo'>;

/** Writes a paper down once for its order (and refund), under the next number of its kind: numbers have no gaps. */
export async function issuePaper(
  tx: Database,
  about: { kind: 'invoice' | 'credit-note'; order: string; ref: string; at: number },
  make: (number: string) => MoneyPaper,
): Promise<string> {
  const { kind, order, ref, at } = about;
  const year = new Date(at).getUTCFullYear();
  const name = `${kind}-${year}`;
  await tx
    .insertInto('counter')
    .values({ name, value: 0 })
    .onConflict((c) => c.doNothing())
    .execute();
  // The counter's row is locked until the transaction ends, so that of two only one issues.
  await tx.selectFrom('counter').select('value').where('name', '=', name).forUpdate().execute();
  const known = await tx
    .selectFrom('paper')
    .select('number')
    .where('kind', '=', kind)
    .where('order_id', '=', order)
    .where('ref', '=', ref)
    .executeTakeFirst();
  if (known) return known.number;
  const { value } = await tx
    .updateTable('counter')
    .set({ value: sql<number>`value + 1` })
    .where('name', '=', name)
    .returning('value')
    .executeTakeFirstOrThrow();
  const number = `${kind === 'invoice' ? 'INV' : 'CN'}-${year}-${String(value).padStart(6, '0')}`;
  const data = JSON.stringify(make(number));
  await tx.insertInto('paper').values({ number, kind, order_id: order, ref, data, issued_at: at }).execute();
  return number;
}

const taxOf = (parts: readonly TaxPart[]): number =>
  parts.reduce((sum, { amount }) => sum + amount.amount, 0);

/** Net, tax and gross of something with taxes on or in it. */
function taxed(total: Money, taxes: readonly TaxPart[], included: boolean): Taxed {
  const tax = taxOf(taxes);
  return included
    ? { net: total.amount - tax, tax, gross: total.amount }
    : { net: total.amount, tax, gross: total.amount + tax };
}

function partyOf(buyer: Buyer, address = buyer.billing ?? buyer.address): Party {
  const { name, company } = address;
  return {
    name,
    ...(company && { company }),
    address: writtenAddress({ ...address, name: '', company: '' }),
    ...(buyer.taxNumber && { vatNumber: buyer.taxNumber }),
  };
}

function headOf(order: Order, seller: Shopkeeper, number: string, issuedAt: number, page: string) {
  const buyer = order.buyer!;
  return {
    ...{ number, issuedAt, zone: 'UTC', seller: { ...seller }, notes: [] },
    order: { number: order.number, placedAt: order.placedAt ?? issuedAt, address: page },
    buyer: partyOf(buyer),
    ...(buyer.billing && { shipTo: partyOf(buyer, buyer.address) }),
    country: (buyer.billing ?? buyer.address).country,
  };
}

const rateOf = (taxes: readonly TaxPart[]): number =>
  taxes.reduce((sum, { ratePpm }) => sum + ratePpm, 0) / PPM;

const rowOf = ({ name, country, ratePpm, base, amount }: TaxPart): TaxRow => ({
  ...{ name, country, rate: ratePpm / PPM, net: base.amount, tax: amount.amount },
});

/** The invoice of a paid order, in its buyer's language. */
export function invoiceOf(
  order: Order,
  paid: { how: string; at: number },
  seller: Shopkeeper,
  about: { number: string; at: number; page: string },
): MoneyPaper {
  const language = order.buyer!.language;
  const { taxIncluded: included, total, taxes, tax } = order.totals;
  const lines = order.lines.map((line): PaperLine => {
    const off = line.discounts.reduce((sum, { amount }) => sum + amount.amount, 0);
    const reason = line.discounts.map(({ title }) => inLanguage(title, language)).join(', ');
    return {
      ...taxed(line.total, line.taxes, included),
      ...{
        sku: line.sku,
        quantity: line.quantity,
        unitPrice: line.unitPrice.amount,
        rate: rateOf(line.taxes),
      },
      name: inLanguage(line.name, language),
      ...(line.label && { variant: inLanguage(line.label, language) }),
      ...(off > 0 && { discount: { reason, amount: off } }),
    };
  });
  const { delivery } = order;
  return {
    ...headOf(order, seller, about.number, about.at, about.page),
    ...{
      kind: 'invoice',
      currency: total.currency,
      pricesIncludeTax: included,
      lines,
      discounts: [],
      refunds: [],
    },
    ...(delivery && {
      shipping: {
        ...taxed(delivery.total, delivery.taxes, included),
        name: [delivery.name, ...delivery.discounts.map(({ title }) => title)]
          .map((text) => inLanguage(text, language))
          .join(' · '),
      },
    }),
    taxes: taxes.map(rowOf),
    total: { net: total.amount - tax.amount, tax: tax.amount, gross: total.amount },
    paid: [{ ...paid, amount: total.amount }],
  };
}

/** The credit note of a refund: its pieces with their share of tax, or the amount as one line where no pieces are named. */
export function creditNoteOf(
  order: Order,
  refund: Refund,
  invoice: { number: string; issuedAt: number } | undefined,
  seller: Shopkeeper,
  about: { number: string; at: number; page: string; how: string },
): MoneyPaper {
  const language = order.buyer!.language;
  const { taxIncluded: included, total } = order.totals;
  const rows: TaxRow[] = [];
  const share = (amount: number, taxes: readonly TaxPart[], whole: number): Taxed => {
    const parts = taxes.map((part) => ({ part, tax: timesRatio(part.amount.amount, amount, whole) }));
    const tax = parts.reduce((sum, one) => sum + one.tax, 0);
    for (const one of parts) rows.push({ ...rowOf(one.part), net: amount - tax, tax: one.tax });
    return { net: amount - tax, tax, gross: amount };
  };
  const named = refund.lines.reduce((sum, { amount }) => sum + amount.amount, refund.delivery.amount);
  const isWhole = named === refund.total.amount && refund.lines.length > 0;
  const lines = isWhole
    ? refund.lines.map(({ sku, quantity, amount }): PaperLine => {
        const line = order.lines.find((one) => one.sku === sku)!;
        const { gross } = taxed(line.total, line.taxes, included);
        return {
          ...share(amount.amount, line.taxes, gross),
          ...{ sku, quantity, rate: rateOf(line.taxes), name: inLanguage(line.name, language) },
          ...(line.label && { variant: inLanguage(line.label, language) }),
          unitPrice: timesRatio(amount.amount, 1, quantity),
        };
      })
    : [
        {
          ...share(refund.total.amount, order.totals.taxes, total.amount),
          ...{
            sku: order.number,
            quantity: 1,
            unitPrice: refund.total.amount,
            name: refund.reason || order.number,
          },
          rate: rateOf(order.totals.taxes),
        },
      ];
  const { delivery } = order;
  const shipping =
    isWhole && delivery && refund.delivery.amount > 0
      ? {
          ...share(
            refund.delivery.amount,
            delivery.taxes,
            taxed(delivery.total, delivery.taxes, included).gross,
          ),
          name: inLanguage(delivery.name, language),
        }
      : undefined;
  const tax = rows.reduce((sum, row) => sum + row.tax, 0);
  return {
    ...headOf(order, seller, about.number, about.at, about.page),
    ...{
      kind: 'credit',
      currency: total.currency,
      pricesIncludeTax: true,
      lines,
      discounts: [],
      refunds: [],
    },
    ...(invoice && { corrects: invoice }),
    ...(shipping && { shipping }),
    taxes: summed(rows),
    total: { net: refund.total.amount - tax, tax, gross: refund.total.amount },
    paid: [{ how: about.how, at: about.at, amount: refund.total.amount }],
  };
}

/** Rows of the same tax as one. */
function summed(rows: readonly TaxRow[]): TaxRow[] {
  const sums = new Map<string, TaxRow>();
  for (const row of rows) {
    const key = [row.country, row.name, row.rate].join(' ');
    const known = sums.get(key);
    sums.set(key, known ? { ...known, net: known.net + row.net, tax: known.tax + row.tax } : row);
  }
  return [...sums.values()];
}
