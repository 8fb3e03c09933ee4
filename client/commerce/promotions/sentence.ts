import type { Offer, Product } from '../../../shared/model/catalogue.ts';
import { inLanguage, type LocalText } from '../../../shared/model/localText.ts';
import type { Market } from '../../../shared/model/market.ts';
import { formatMoney } from '../../../shared/model/money.ts';
import type { Condition, Promotion, PromotionEvent } from '../../../shared/model/promotion.ts';
import { PPM } from '../../../shared/model/ratio.ts';
import type { LobbyEntry } from '../../../shared/model/showroom.ts';
import { formatTime } from '../../ui/format.ts';
import { language, t, writing } from '../../ui/i18n.ts';

/** What names stand for: products by slug, markets and events by id. */
type Names = {
  product(slug: string): string;
  market(id: string): LocalText | undefined;
  event(id: string): LocalText | undefined;
};

/** All that the desk of promotions knows. */
export type Known = {
  promotions: Promotion[];
  now: number;
  products: Product[];
  showrooms: LobbyEntry[];
  markets: Market[];
  events: PromotionEvent[];
  /** All that can be bought of a product. */
  offersOf(slug: string): Promise<Offer[]>;
};

/** How names are told to readers. */
export const namesIn = ({
  products,
  markets,
  events,
}: Pick<Known, 'products' | 'markets' | 'events'>): Names => ({
  product: (slug) => {
    const found = products.find((one) => one.slug === slug);
    return found ? inLanguage(found.name, language.value) : slug;
  },
  market: (id) => markets.find((one) => one.id === id)?.name,
  event: (id) => events.find((one) => one.id === id)?.title,
});

/** A promotion as one sentence in plain words, in the language in use. */
export function sentenceOf(promotion: Omit<Promotion, 'id' | 'used'>, names: Names): string {
  const of = <Kind extends Condition['kind']>(kind: Kind) =>
    promotion.conditions.find((one): one is Extract<Condition, { kind: Kind }> => one.kind === kind);
  const { limits, startsAt, endsAt, kind } = promotion;
  const [minimum, markets, event] = [of('minimum'), of('markets'), of('event')];
  const clauses = [
    minimum && t('promo.say.minimum', { value: amountsIn(minimum.amounts) }),
    markets && t('promo.say.markets', { value: listed(markets.markets.map((id) => marketName(names, id))) }),
    event && t('promo.say.event', { value: eventName(names, event.event) }),
    promotion.code && t('promo.say.code', { value: promotion.code }),
    startsAt > Date.now() && t('promo.say.from', { value: formatTime(startsAt, writing.value) }),
    endsAt !== null && t('promo.say.until', { value: formatTime(endsAt, writing.value) }),
    limits.total !== null &&
      t(kind === 'flash' ? 'promo.say.pieces' : 'promo.say.uses', { count: limits.total }),
    limits.perPerson !== null && t('promo.say.perPerson', { count: limits.perPerson }),
    limits.perOrder !== null && t('promo.say.perOrder', { count: limits.perOrder }),
    promotion.combines && t('promo.say.combines'),
  ].filter((clause): clause is string => Boolean(clause));
  const { slugs, skus } = of('products') ?? { slugs: [], skus: [] };
  const goods = slugs.length > 0 ? listed(slugs.map(names.product)) : t('promo.say.all');
  const what = skus.length > 0 ? t('promo.say.only', { what: goods, skus: listed(skus) }) : goods;
  return [effectIn(promotion.effect, what), ...clauses].join(JOINS[language.value] ?? ', ');
}

const JOINS: Partial<Record<string, string>> = { zh: '，', ar: '، ' };

function effectIn(effect: Promotion['effect'], what: string): string {
  switch (effect.kind) {
    case 'percent':
      return t('promo.say.percent', {
        what,
        value: new Intl.NumberFormat(writing.value, { style: 'percent', maximumFractionDigits: 2 }).format(
          effect.ppm / PPM,
        ),
      });
    case 'amount':
      return t('promo.say.amount', { what, value: amountsIn(effect.amounts) });
    case 'price':
      return t('promo.say.price', { what, value: amountsIn(effect.amounts) });
    case 'free-delivery':
      return t('promo.say.free');
  }
}

const marketName = (names: Names, id: string): string => {
  const name = names.market(id);
  return name ? inLanguage(name, language.value) : id;
};

const eventName = (names: Names, id: string): string => {
  const title = names.event(id);
  return title ? inLanguage(title, language.value) : t('promo.say.missing');
};

const listed = (names: string[]): string =>
  new Intl.ListFormat(writing.value, { type: 'conjunction', style: 'short' }).format(names);

function amountsIn(amounts: Record<string, number>): string {
  const all = Object.entries(amounts).map(([currency, amount]) =>
    formatMoney({ amount, currency }, writing.value),
  );
  return all.join(' / ') || t('promo.say.missing');
}
