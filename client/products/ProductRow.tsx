import type { ComponentChildren } from 'preact';
import type { Product } from '../../shared/model/catalogue.ts';
import { inLanguage } from '../../shared/model/localText.ts';
import { Icon } from '../ui/Icon.tsx';
import { language, t } from '../ui/i18n.ts';

type ProductRowProps = {
  product: Product;
  /** What a press on it does, in words; it has the product's name. */
  label: string;
  onChoose(): void;
  onGoTo?: (() => void) | undefined;
  /** What is told below its name. */
  children: ComponentChildren;
};

/** A product in a list: its picture, name, and what else there is to say; where it stands here, the way to it. */
export function ProductRow({ product, label, onChoose, onGoTo, children }: ProductRowProps) {
  const name = inLanguage(product.name, language.value);
  const way = t('product.goto', { name });
  return (
    <li>
      <button type="button" class="row" onClick={onChoose}>
        <img src={product.thumbnail} alt="" width="64" height="64" loading="lazy" />
        <span>
          <span class="visually-hidden">{label}</span>
          <b aria-hidden="true" dir="auto">
            {name}
          </b>
          {children}
        </span>
      </button>
      {onGoTo && (
        <button type="button" class="icon-button" aria-label={way} title={way} onClick={onGoTo}>
          <Icon name="places" />
        </button>
      )}
    </li>
  );
}
