import type { ReadonlySignal } from '@preact/signals';
import type { ProductSheet } from '../../shared/model/catalogue.ts';
import type { ArParts } from '../layouts/ar/parts.ts';
import type { LoadBody } from '../layouts/bodies.ts';
import { type Ask, openLayoutsApi } from '../layouts/layoutsApi.ts';
import type { Api } from '../net/api.ts';
import { fileFor, heroOf } from '../products/deliveries.ts';
import { readUnit } from '../products/inspect/units.ts';
import { searchProducts } from '../products/search/find.ts';
import { showModel } from '../products/show/model.ts';
import type { World } from '../world/world.ts';

/** What a page has that shows one's own room. */
export type OwnRoomParts = {
  api: Api;
  world(): Promise<World>;
  basket: { add(slug: string, sku?: string): Promise<void>; count: ReadonlySignal<number> };
  Cart: ArParts['Cart'];
};

/** Loads what a SKU looks like, in its variant: the file for a stand, which has fewest bytes, unless only the one for the hand has variants. */
export function bodyLoader(ask: (slug: string) => Promise<ProductSheet>): LoadBody {
  return async (slug, sku, scene) => {
    const sheet = await ask(slug);
    const url = sheet.variants.length > 0 ? heroOf(sheet) : fileFor(sheet, 'full', 'low').url;
    const model = await showModel(url, scene);
    model.setVariant(sheet.offers.find((offer) => offer.sku === sku)?.variant ?? '');
    return model;
  };
}

/** What one's own room needs, from what a page has. */
export function ownRoomParts({ api, basket, ...page }: OwnRoomParts): ArParts {
  const known = new Map<string, Promise<ProductSheet>>();
  const ask = (slug: string): Promise<ProductSheet> => {
    const asked = known.get(slug) ?? api.product(slug);
    known.set(slug, asked);
    asked.catch(() => known.delete(slug));
    return asked;
  };
  let session: ReturnType<Api['session']> | undefined;
  /** Rooms belong to somebody: that is known with the session. */
  const asOneself = (): ReturnType<Api['session']> => {
    if (session) return session;
    session = api.session();
    session.catch(() => {
      session = undefined;
    });
    return session;
  };
  const askLayouts: Ask = async (...asked) => {
    await asOneself();
    return api.ask(...asked);
  };
  return {
    ...page,
    layouts: openLayoutsApi(askLayouts),
    events: async (...asked) => {
      await asOneself();
      await api.events(...asked);
    },
    signedIn: async () => (await asOneself()).account !== null,
    ask,
    find: (words) => searchProducts(api, words),
    load: bodyLoader(ask),
    async addAll(lines) {
      for (const { product, sku, quantity } of lines)
        for (let count = 0; count < quantity; count++) await basket.add(product, sku);
    },
    cartCount: basket.count,
    unit: readUnit,
  };
}
