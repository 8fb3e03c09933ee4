import './search.css';
import { type Signal, useSignal } from '@preact/signals';
import { useLayoutEffect } from 'preact/hooks';
import type { Product } from '../../../shared/model/catalogue.ts';
import { inLanguage } from '../../../shared/model/localText.ts';
import { formatMoney } from '../../../shared/model/money.ts';
import { language, learnWords, t, writing } from '../../ui/i18n.ts';
import { Trouble } from '../../ui/Trouble.tsx';
import type { ListProps } from '../listProps.ts';
import { ProductRow } from '../ProductRow.tsx';
import { findKnown } from './known.ts';
import { SearchField } from './SearchField.tsx';
import { type Found, useSearch } from './useSearch.ts';
import { SHELF_WORDS } from './words.ts';

/** Resolves when what the search says can be said. */
export const readyToSay = (): Promise<void> => learnWords(SHELF_WORDS);

type SearchProps = ListProps & {
  /** Whether something is looked for: what was found is then in the place of the list. */
  isAsked: Signal<boolean>;
};

/** Finds products by words among all that are on sale: what stands here can be walked to, all else comes into the hand. Without network it looks through what is known. */
export function ProductSearch({ isAsked: told, ...list }: SearchProps) {
  const words = useSignal('');
  const isAsked = words.value.trim() !== '';
  useLayoutEffect(() => {
    told.value = isAsked;
  }, [isAsked]);
  const { found, again } = useSearch(words.value, list.find, !isAsked);
  const now = found.value && shownOf(found.value, list);
  return (
    <>
      <SearchField words={words} />
      <p class={now?.products.length ? 'hint' : 'visually-hidden'} role="status">
        {isAsked && now && sayCount(now, list)}
      </p>
      {isAsked && !now && <div class="skeleton" aria-busy="true" />}
      {isAsked && now && (
        <>
          {now.trouble && <Excuse trouble={now.trouble} again={again} />}
          {now.products.length === 0 && <p class="empty">{t('shelf.none', { words: now.words })}</p>}
          <Results products={now.products} {...list} />
        </>
      )}
    </>
  );
}

/** What was found, or what is known here where the server can't be asked. */
const shownOf = (found: Found, { known }: ListProps): Found =>
  found.trouble ? { ...found, products: findKnown(known(), found.words) } : found;

function sayCount({ products, words }: Found, { items }: ListProps): string {
  if (products.length === 0) return t('shelf.none', { words });
  const here = products.filter(({ slug }) => items.some(({ product }) => product.slug === slug)).length;
  return t('shelf.found', { count: products.length, here });
}

function Excuse({ trouble, again }: { trouble: NonNullable<Found['trouble']>; again(): void }) {
  if (trouble.code === 'offline') return <p class="hint">{t('shelf.offline')}</p>;
  return <Trouble refusal={trouble} onRetry={again} />;
}

function Results({ products, items, onOpen, onGoTo, onInspect }: ListProps & { products: Product[] }) {
  return (
    <ul class="product-list" aria-label={t('shelf.results')}>
      {products.map((product) => {
        const standing = items.find((item) => item.product.slug === product.slug);
        const name = inLanguage(product.name, language.value);
        return (
          <ProductRow
            key={product.slug}
            product={product}
            label={t('product.look', { name })}
            onChoose={() => (standing ? onOpen(standing.stand) : onInspect(product.slug))}
            onGoTo={onGoTo && standing && (() => onGoTo(standing.stand))}
          >
            <small>
              {formatMoney(product.price, writing.value)} ·{' '}
              {t('product.stock', { count: standing?.stock ?? product.stock })}
            </small>
            <small class={standing ? 'here' : 'elsewhere'}>
              {t(standing ? 'shelf.here' : 'shelf.elsewhere')}
            </small>
          </ProductRow>
        );
      })}
    </ul>
  );
}

/** From the field down to what was found, up and down there, and back. */
export function moveByKey(event: KeyboardEvent, area: HTMLElement): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
  const stops = [...area.querySelectorAll<HTMLElement>('input, .row')];
  const at = stops.findIndex((stop) => stop.closest('li, .search-field')?.contains(document.activeElement));
  const next = stops[at + by];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
}
