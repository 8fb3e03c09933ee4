import type { Promotion } from '../../shared/model/promotion.ts';
import type { Shop } from './shop.ts';

/** What a promotion under test is unless it says otherwise: ten percent off for everybody, by the code `TEN`. */
const PLAIN: Omit<Promotion, 'id' | 'used'> = {
  kind: 'coupon',
  code: 'TEN',
  title: { en: 'Ten percent off' },
  conditions: [{ kind: 'code' }],
  effect: { kind: 'percent', ppm: 100_000 },
  limits: { total: null, perPerson: null, perOrder: null },
  startsAt: 0,
  endsAt: null,
  status: 'on',
  combines: false,
  showroom: '',
};

/** Makes a coupon. */
export const coupon = (shop: Shop, change: Partial<Promotion> = {}): Promise<Promotion> =>
  shop.promotions.set({ ...PLAIN, ...change });

/** Starts a flash offer of a product for an hour. */
export const flashOffer = (
  shop: Shop,
  slug: string,
  total: number,
  change: Partial<Promotion> = {},
): Promise<Promotion> =>
  shop.promotions.set({
    ...PLAIN,
    kind: 'flash',
    code: '',
    title: { en: 'Tonight only' },
    conditions: [{ kind: 'products', slugs: [slug], skus: [] }],
    effect: { kind: 'percent', ppm: 500_000 },
    limits: { total, perPerson: null, perOrder: null },
    startsAt: shop.clock.now(),
    endsAt: shop.clock.now() + 3_600_000,
    showroom: 'atelier',
    ...change,
  });
