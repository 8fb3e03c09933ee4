import { signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { inLanguage } from '../../shared/model/localText.ts';
import { formatMoney } from '../../shared/model/money.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { language, t, writing } from '../ui/i18n.ts';
import { Trouble } from '../ui/Trouble.tsx';
import type { ListProps } from './listProps.ts';
import { ProductRow } from './ProductRow.tsx';

/** The search comes with the first list. */
type SearchCode = Pick<typeof import('./search/ProductSearch.tsx'), 'ProductSearch' | 'moveByKey'>;
const search = signal<SearchCode | undefined>(undefined);
async function fetchSearch(): Promise<void> {
  const { ProductSearch, moveByKey, readyToSay } = await import('./search/ProductSearch.tsx');
  await readyToSay();
  search.value = { ProductSearch, moveByKey };
}

/** The products on show as a list: the same things as in the room, for the eye in a hurry, keyboards and screen readers; all others by the search above it. The search comes above a list that stays: who has a product under the finger keeps it. */
export function ProductList(props: ListProps) {
  const isAsked = useSignal(false);
  const code = search.value;
  useEffect(() => {
    // Without it the list is what it was.
    fetchSearch().catch(() => undefined);
  }, []);
  return (
    <div
      class="shelf"
      role="search"
      aria-label={t('nav.products')}
      onKeyDown={(event) => code?.moveByKey(event, event.currentTarget)}
    >
      <div class="search">
        {code ? (
          <code.ProductSearch {...props} isAsked={isAsked} />
        ) : (
          <div class="search-field" aria-hidden="true" />
        )}
      </div>
      {!isAsked.value && <OnShowList {...props} />}
    </div>
  );
}

function OnShowList({ items, loaded, trouble, onRetry, onOpen, onGoTo }: ListProps) {
  if (!loaded && trouble) return <Trouble refusal={trouble} onRetry={onRetry} />;
  if (loaded && items.length === 0) return <p class="empty">{t('product.empty')}</p>;
  return (
    <ul class="product-list" aria-label={t('nav.products')} aria-busy={!loaded}>
      {!loaded && [1, 2, 3].map((row) => <li key={row} class="skeleton" />)}
      {items.map(({ stand, product, stock }) => (
        <ProductRow
          key={stand}
          product={product}
          label={t('product.look', { name: inLanguage(product.name, language.value) })}
          onChoose={() => onOpen(stand)}
          onGoTo={onGoTo && (() => onGoTo(stand))}
        >
          <small>
            {formatMoney(product.price, writing.value)}
            {product.reason && product.compareAt && <s> {formatMoney(product.compareAt, writing.value)}</s>} ·{' '}
            {t('product.stock', { count: stock })}
          </small>
        </ProductRow>
      ))}
    </ul>
  );
}

/** The list in a panel beside the room. */
export function ProductPanel({ onClose, ...list }: ListProps & { onClose(): void }) {
  return (
    <Dialog label={t('nav.products')} class="side" onClose={onClose}>
      <ProductList {...list} />
    </Dialog>
  );
}
