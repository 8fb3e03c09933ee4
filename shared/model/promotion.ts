import type { EventFacts } from './event.ts';
import type { LocalText } from './localText.ts';

/** When a promotion counts; all of them must hold. More kinds come as more members, checkout stays as it is. */
export type Condition =
  /** The buyer typed its code. */
  | { kind: 'code' }
  /** Only these products are made cheaper, of them only these SKUs where any are named; one must be there. */
  | { kind: 'products'; slugs: string[]; skus: string[] }
  /** Goods before discounts reach an amount, minor units by currency; other currencies by the rate of the first one. */
  | { kind: 'minimum'; amounts: Record<string, number> }
  /** Bought in these markets. */
  | { kind: 'markets'; markets: string[] }
  /** Bought while this event is on. */
  | { kind: 'event'; event: string };

/** What a promotion does. */
export type Effect =
  /** Off what it counts for; millionths. */
  | { kind: 'percent'; ppm: number }
  /** Off in all, minor units by currency; other currencies by the rate of the first one. */
  | { kind: 'amount'; amounts: Record<string, number> }
  /** The price of one, minor units by currency; other currencies by the rate of the first one. */
  | { kind: 'price'; amounts: Record<string, number> }
  | { kind: 'free-delivery' };

/** How often: uses of a coupon, pieces of a flash offer. `perOrder` counts pieces for both: so many of an order are made cheaper. */
export type Limits = { total: number | null; perPerson: number | null; perOrder: number | null };

/** A rule that makes something cheaper. */
export type Promotion = {
  id: string;
  kind: 'coupon' | 'flash';
  /** What the buyer types, capital letters; empty for a flash offer. */
  code: string;
  title: LocalText;
  conditions: Condition[];
  effect: Effect;
  limits: Limits;
  startsAt: number;
  endsAt: number | null;
  /** Uses or pieces that are taken, held ones included. */
  used: number;
  status: 'draft' | 'on' | 'off';
  /** May stand beside others; else the best one counts. */
  combines: boolean;
  showroom: string;
};

/** An event as promotions may be bound to it. */
export type PromotionEvent = Pick<EventFacts, 'id' | 'showroom' | 'title' | 'status' | 'startsAt'>;

/** A flash offer as everybody sees it. */
export type FlashOffer = {
  id: string;
  showroom: string;
  slug: string;
  skus: string[];
  title: LocalText;
  startsAt: number;
  endsAt: number;
  total: number;
  left: number;
  perPerson: number | null;
};

/** What a flash offer is called that has no name of its own. */
export const FLASH_TITLE: LocalText = {
  en: 'Flash offer',
  zh: '限时特惠',
  es: 'Oferta relámpago',
  ar: 'عرض خاطف',
  id: 'Penawaran kilat',
};
