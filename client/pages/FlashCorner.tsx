import { signal, useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { type FlashPrice, openPromotionsApi } from '../commerce/flash/flashApi.ts';
import { followOffers } from '../commerce/flash/offers.ts';
import { addToCart, inspect } from './hand.ts';
import { api, basket, panel, type Stay, serverNow, shelf } from './state.ts';

/** The card comes with the first offer. */
const code = signal<typeof import('../commerce/flash/FlashCard.tsx').FlashCard | undefined>(undefined);
async function load(): Promise<void> {
  const { FlashCard, readyToSay } = await import('../commerce/flash/FlashCard.tsx');
  await readyToSay();
  code.value = FlashCard;
}
const promotions = openPromotionsApi(api);

/** The flash offers of this room. */
export function FlashCorner({ stay: { link } }: { stay: Stay }) {
  const followed = useMemo(() => followOffers(link), [link]);
  useEffect(() => followed.dispose, [followed]);
  const prices = useSignal<readonly FlashPrice[]>([]);
  const away = useSignal<readonly string[]>([]);
  const offers = followed.offers.value;
  const on = offers.filter(({ over }) => !over);
  const ids = on.map(({ id }) => id).join(' ');
  const currency = basket.cart.value?.choice.currency ?? '';
  useEffect(() => {
    if (offers.length === 0) return;
    const slugs = offers.map(({ product }) => product);
    // What is on show costs something else from now on.
    shelf.again(slugs);
    void basket.refresh().catch(() => undefined);
    if (ids) load().catch(() => undefined);
  }, [ids]);
  useEffect(() => {
    if (!ids) return;
    promotions.prices(link.state.showroom).then(
      (found) => {
        prices.value = [...prices.value.filter(({ id }) => !found.some((one) => one.id === id)), ...found];
      },
      () => undefined,
    );
  }, [ids, currency, basket.count.value]);
  const Card = code.value;
  if (!Card) return null;
  return (
    <>
      {offers.map((offer) => {
        const product = shelf.products.value.get(offer.product);
        const price = prices.value.find(({ id }) => id === offer.id);
        // It is not for everybody: who has no price for it is not told of it.
        if (!product || !price || away.value.includes(offer.id)) return null;
        const inCart = basket.cart.value?.lines.find(({ slug }) => slug === offer.product)?.quantity ?? 0;
        return (
          <Card
            key={offer.id}
            offer={offer}
            product={product}
            price={price}
            inCart={inCart}
            now={serverNow.value}
            onLook={() => void inspect(offer.product)}
            onGet={async () => {
              const full = price.mine !== null && inCart >= price.mine;
              if (!full) await addToCart(offer.product);
              panel.value = 'cart';
            }}
            onAway={() => {
              away.value = [...away.value, offer.id];
            }}
          />
        );
      })}
    </>
  );
}
