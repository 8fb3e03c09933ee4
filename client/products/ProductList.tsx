import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { inLanguage } from '../../shared/model/localText.ts';
import { formatMoney } from '../../shared/model/money.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { language, t, writing } from '../ui/i18n.ts';
import { Trouble } from '../ui/Trouble.tsx';
import type { ListProps } from './listProps.ts';
import { ProductRow } from './ProductRow.tsx';
import type { ProductSearch } from './search/ProductSearch.tsx';

/** The search comes with the first list. */
const search = signal<typeof ProductSearch | undefined>(undefined);
async function fetchSearch(): Promise<void> {
  const { ProductSearch, readyToSay } = await import('./search/ProductSearch.tsx');
  await readyToSay();
  search.value = ProductSearch;
}

/** The products on show as a list: the same things as in the room, for the eye in a hurry, keyboards and screen readers; all others by the search above it. */
export function ProductList(props: ListProps) {
  const Search = search.value;
  useEffect(() => {
    // Without it the list is what it was.
    fetchSearch().catch(() => undefined);
  }, []);
  return (
    <div class="shelf">
      {Search ? (
        <Search {...props}>
          <OnShowList {...props} />
        </Search>
      ) : (
        <>
          <div class="search-field" aria-hidden="true" />
          <OnShowList {...props} />
        </>
      )}
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
            {formatMoney(product.price, writing.value)} · {t('product.stock', { count: stock })}
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
