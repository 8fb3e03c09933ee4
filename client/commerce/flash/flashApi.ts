import type { Money } from '../../../shared/model/money.ts';
import type { Promotion, PromotionEvent } from '../../../shared/model/promotion.ts';
import type { Api } from '../../net/api.ts';

/** What a flash offer costs me, and how many pieces are left for me (null: no limit). */
export type FlashPrice = { id: string; price: Money; was: Money; mine: number | null };

/** What is said of a promotion when it is made. */
export type PromotionWish = Omit<Promotion, 'id' | 'used'>;

/** The calls of promotions; each throws the server's Refusal. */
export function openPromotionsApi({ ask }: Pick<Api, 'ask'>) {
  const part = encodeURIComponent;
  const at = '/api/desk/promotions';
  return {
    prices: async (showroom: string) =>
      (await ask<{ offers: FlashPrice[] }>('GET', `/api/flashes?showroom=${part(showroom)}`)).offers,
    list: () => ask<{ promotions: Promotion[]; events: PromotionEvent[]; now: number }>('GET', at),
    create: (wish: PromotionWish) => ask<Promotion>('POST', at, wish),
    change: (id: string, wish: PromotionWish) => ask<Promotion>('PUT', `${at}/${part(id)}`, wish),
    turn: (id: string, status: 'on' | 'off') =>
      ask<Promotion>('POST', `${at}/${part(id)}/status`, { status }),
  };
}
export type PromotionsApi = ReturnType<typeof openPromotionsApi>;
