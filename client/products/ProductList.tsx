import { inLanguage } from '../../shared/model/localText.ts';
import { formatMoney } from '../../shared/model/money.ts';
import type { Refusal } from '../../shared/wire/refusal.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Icon } from '../ui/Icon.tsx';
import { language, t, writing } from '../ui/i18n.ts';
import { Trouble } from '../ui/Trouble.tsx';
import type { OnShow } from './shelf.ts';

type ListProps = {
  items: OnShow[];
  loaded: boolean;
  /** Why they could not be had. */
  trouble: Refusal | undefined;
  onRetry(): void;
  onOpen(stand: string): void;
  onGoTo?: ((stand: string) => void) | undefined;
};

/** The products on show as a list: the same things as in the room, for the eye in a hurry, keyboards and screen readers. */
export function ProductList({ items, loaded, trouble, onRetry, onOpen, onGoTo }: ListProps) {
  if (!loaded && trouble) return <Trouble refusal={trouble} onRetry={onRetry} />;
  if (loaded && items.length === 0) return <p class="empty">{t('product.empty')}</p>;
  return (
    <ul class="product-list" aria-label={t('nav.products')} aria-busy={!loaded}>
      {!loaded && [1, 2, 3].map((row) => <li key={row} class="skeleton" />)}
      {items.map(({ stand, product, stock }) => {
        const name = inLanguage(product.name, language.value);
        return (
          <li key={stand}>
            <button type="button" class="row" onClick={() => onOpen(stand)}>
              <img src={product.thumbnail} alt="" width="64" height="64" loading="lazy" />
              <span>
                <span class="visually-hidden">{t('product.look', { name })}</span>
                <b aria-hidden="true" dir="auto">
                  {name}
                </b>
                <small>
                  {formatMoney(product.price, writing.value)} · {t('product.stock', { count: stock })}
                </small>
              </span>
            </button>
            {onGoTo && (
              <button
                type="button"
                class="icon-button"
                aria-label={t('product.goto', { name })}
                title={t('product.goto', { name })}
                onClick={() => onGoTo(stand)}
              >
                <Icon name="places" />
              </button>
            )}
          </li>
        );
      })}
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
