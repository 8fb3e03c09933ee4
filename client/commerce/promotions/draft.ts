import type { Condition, Promotion } from '../../../shared/model/promotion.ts';
import { readPrice, writePrice } from '../../ui/price.ts';
import type { PromotionWish } from '../flash/flashApi.ts';
import { fromMoment, toMoment } from '../moments.ts';

/** An amount as it is typed. */
export type TypedAmount = { currency: string; text: string };

/** A promotion as it is typed. */
export type Draft = {
  kind: Promotion['kind'];
  code: string;
  title: Record<string, string>;
  effect: Promotion['effect']['kind'];
  percent: string;
  amounts: TypedAmount[];
  products: string[];
  /** Of the products only these; none for all of them. */
  skus: string[];
  minimum: TypedAmount[];
  markets: string[];
  /** Only while this one is on; empty at any time. */
  event: string;
  total: string;
  perPerson: string;
  perOrder: string;
  /** As fields of date and time have it, in the zone of who types. */
  from: string;
  until: string;
  combines: boolean;
  showroom: string;
};

const PPM_OF_HUNDREDTH = 100;

/** A new one, or one that is there, as it is typed. */
export function toDraft(
  kind: Promotion['kind'],
  known: Promotion | undefined,
  now: number,
  showroom: string,
): Draft {
  const of = <Kind extends Condition['kind']>(name: Kind) =>
    known?.conditions.find((one): one is Extract<Condition, { kind: Kind }> => one.kind === name);
  const typed = (amounts: Record<string, number> | undefined): TypedAmount[] =>
    Object.entries(amounts ?? {}).map(([currency, amount]) => ({
      currency,
      text: writePrice(amount, currency),
    }));
  const count = (value: number | null | undefined): string => (value == null ? '' : String(value));
  const effect = known?.effect;
  const flash = kind === 'flash' && !known;
  return {
    kind,
    code: known?.code ?? '',
    title: { en: '', ...known?.title },
    effect: effect?.kind ?? 'percent',
    percent: effect?.kind === 'percent' ? String(effect.ppm / 10_000) : known ? '' : '20',
    amounts: effect && 'amounts' in effect ? typed(effect.amounts) : [],
    products: of('products')?.slugs ?? [],
    skus: of('products')?.skus ?? [],
    minimum: typed(of('minimum')?.amounts),
    markets: of('markets')?.markets ?? [],
    event: of('event')?.event ?? '',
    total: flash ? '10' : count(known?.limits.total),
    perPerson: flash ? '1' : count(known?.limits.perPerson),
    perOrder: count(known?.limits.perOrder),
    from: toMoment(known?.startsAt ?? now),
    until: known?.endsAt ? toMoment(known.endsAt) : flash ? toMoment(now + 3_600_000) : '',
    combines: known?.combines ?? false,
    showroom: known?.showroom ?? showroom,
  };
}

/** What a draft says, as far as it can be read; `whole` when nothing in it is wrong or missing. */
export function toWish(draft: Draft, status: Promotion['status']): { wish: PromotionWish; whole: boolean } {
  const faults: string[] = [];
  const amountsOf = (typed: readonly TypedAmount[]): Record<string, number> =>
    Object.fromEntries(
      typed.flatMap(({ currency, text }) => {
        const amount = readPrice(text, currency);
        if (amount === undefined) faults.push(currency);
        return amount === undefined ? [] : [[currency, amount]];
      }),
    );
  const count = (text: string): number | null => {
    if (!text.trim()) return null;
    const value = readPrice(text, 'JPY');
    if (!value) faults.push(text);
    return value ?? null;
  };
  const title = Object.fromEntries(
    Object.entries(draft.title).flatMap(([name, text]) => (text.trim() ? [[name, text.trim()]] : [])),
  );
  const effect = effectOf(draft, amountsOf);
  if (!effect || !title.en) faults.push('effect');
  const conditions: Condition[] = [];
  if (draft.products.length > 0)
    conditions.push({ kind: 'products', slugs: draft.products, skus: draft.skus });
  if (draft.minimum.length > 0) conditions.push({ kind: 'minimum', amounts: amountsOf(draft.minimum) });
  if (draft.markets.length > 0) conditions.push({ kind: 'markets', markets: draft.markets });
  if (draft.event) conditions.push({ kind: 'event', event: draft.event });
  return {
    wish: {
      ...{ kind: draft.kind, status, combines: draft.combines, conditions },
      code: draft.kind === 'coupon' ? draft.code.replace(/\s+/g, '').toUpperCase() : '',
      title: title as Promotion['title'],
      effect: effect ?? { kind: 'percent', ppm: 0 },
      limits: {
        total: count(draft.total),
        perPerson: count(draft.perPerson),
        perOrder: count(draft.perOrder),
      },
      startsAt: fromMoment(draft.from) ?? 0,
      endsAt: fromMoment(draft.until),
      showroom: draft.kind === 'flash' ? draft.showroom : '',
    },
    whole: faults.length === 0,
  };
}

function effectOf(
  { effect, percent, amounts }: Draft,
  read: (typed: readonly TypedAmount[]) => Record<string, number>,
): Promotion['effect'] | undefined {
  if (effect === 'free-delivery') return { kind: effect };
  if (effect === 'percent') {
    const hundredths = readPrice(percent, 'EUR');
    return hundredths ? { kind: effect, ppm: hundredths * PPM_OF_HUNDREDTH } : undefined;
  }
  const said = read(amounts);
  return Object.keys(said).length > 0 ? { kind: effect, amounts: said } : undefined;
}
