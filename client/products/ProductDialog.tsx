import type { ComponentChildren } from 'preact';
import type { Product } from '../../shared/model/catalogue.ts';
import { inLanguage } from '../../shared/model/localText.ts';
import { formatMoney } from '../../shared/model/money.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { language, t, writing } from '../ui/i18n.ts';

type ProductDialogProps = {
  /** What is known of it; nothing yet where one came by a link. */
  product: Product | undefined;
  stock: number;
  onClose(): void;
  /** The inspector, once it is there. */
  children: ComponentChildren;
};

/** A product beside its picture in the hand: its text at once, the inspector as soon as that has come. */
export function ProductDialog({ product, stock, onClose, children }: ProductDialogProps) {
  const name = product && inLanguage(product.name, language.value);
  return (
    <Dialog label={t('product.dialog')} {...(name && { title: name })} class="product" onClose={onClose}>
      {children || (product ? <Early product={product} stock={stock} /> : <div class="skeleton" />)}
    </Dialog>
  );
}

function Early({ product, stock }: { product: Product; stock: number }) {
  return (
    <>
      <p class="price">
        <strong>{formatMoney(product.price, writing.value)}</strong>
        <span class={stock > 0 ? 'stock' : 'stock out'}>{t('product.stock', { count: stock })}</span>
      </p>
      <div class="skeleton" aria-busy="true" />
      <p dir="auto">{inLanguage(product.text, language.value)}</p>
    </>
  );
}
