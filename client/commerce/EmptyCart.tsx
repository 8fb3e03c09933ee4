import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Product } from '../../shared/model/catalogue.ts';
import { inLanguage } from '../../shared/model/localText.ts';
import { formatMoney } from '../../shared/model/money.ts';
import { lookedAt } from '../net/looked.ts';
import { language, t, writing } from '../ui/i18n.ts';
import { BringCart } from './BringCart.tsx';
import type { Flow } from './flow.ts';

/** Products that are shown. */
const SHOWN = 4;
type Shown = { own: boolean; products: Product[] };

/** A cart with nothing in it: what one looked at last, else what the shop has, and the way to all of it. */
export function EmptyCart({ flow, onBrowse }: { flow: Flow; onBrowse(): void }) {
  const shown = useSignal<Shown>({ own: false, products: [] });
  useEffect(() => {
    // Nothing to show is no harm: the way to the products is there anyway.
    void productsFor(flow).then(
      (found) => {
        shown.value = found;
      },
      () => undefined,
    );
  }, []);
  const { own, products } = shown.value;
  // Who is in a room stays there.
  const isPlain = document.body.classList.contains('page');
  return (
    <div class="nothing cart-nothing" data-head tabIndex={-1}>
      <p class="empty">{t('cart.empty')}</p>
      <button type="button" class="primary" onClick={onBrowse}>
        {t('cart.browse')}
      </button>
      {isPlain && <BringCart basket={flow.basket} />}
      {products.length > 0 && (
        <section aria-label={t(own ? 'cart.looked' : 'cart.perhaps')}>
          <h3>{t(own ? 'cart.looked' : 'cart.perhaps')}</h3>
          <ul>
            {products.map(({ slug, name, thumbnail, price }) => (
              <li key={slug}>
                <a href={`/p/${slug}`} {...(!isPlain && { target: '_blank', rel: 'noreferrer' })}>
                  <img src={thumbnail} alt="" width="160" height="160" loading="lazy" />
                  <b dir="auto">{inLanguage(name, language.value)}</b>
                  <small>{formatMoney(price, writing.value)}</small>
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

async function productsFor({ basket: { api } }: Flow): Promise<Shown> {
  const slugs = lookedAt().slice(0, SHOWN);
  if (slugs.length > 0) {
    const found = await api.products(slugs);
    const ordered = slugs.flatMap((slug) => found.find((one) => one.slug === slug) ?? []);
    if (ordered.length > 0) return { own: true, products: ordered };
  }
  const query = new URLSearchParams({ language: language.value, limit: String(SHOWN) });
  const { products } = await api.ask<{ products: Product[] }>('GET', `/api/search/products?${query}`);
  return { own: false, products };
}
