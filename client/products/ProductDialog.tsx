import { useSignal } from '@preact/signals';
import { inLanguage, type Product } from '../../shared/model/catalogue.ts';
import { formatMoney } from '../../shared/model/money.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { formatLength, formatWeight, regionName } from '../ui/format.ts';
import { Icon } from '../ui/Icon.tsx';
import { language, t, writing } from '../ui/i18n.ts';

type ProductDialogProps = {
  product: Product;
  stock: number;
  /** Verbs of the product in the hand; absent while it is on its way, or where nothing can be drawn. */
  hand:
    | { turn(radians: number): void; zoom(factor: number): void; setMeasures(shown: boolean): void }
    | undefined;
  onAdd(): Promise<void>;
  onClose(): void;
};

const TURN = Math.PI / 8;

/** A product as text and buttons beside its picture in the hand. */
export function ProductDialog({ product, stock, hand, onAdd, onClose }: ProductDialogProps) {
  const busy = useSignal(false);
  const measures = useSignal(true);
  const name = inLanguage(product.name, language.value);
  const add = async () => {
    if (busy.value) return;
    busy.value = true;
    await onAdd();
    busy.value = false;
  };
  const toggle = () => {
    measures.value = !measures.value;
    hand?.setMeasures(measures.value);
  };
  return (
    <Dialog label={t('product.dialog')} title={name} class="product" onClose={onClose}>
      <p class="price">
        <strong>{formatMoney(product.price, writing.value)}</strong>
        <span class={stock > 0 ? 'stock' : 'stock out'} role="status">
          {t('product.stock', { count: stock })}
        </span>
      </p>
      {!hand && <img class="product-picture" src={product.thumbnail} alt={name} width="480" height="480" />}
      {hand && (
        <div class="hand-tools" role="group" aria-label={t('product.view', { name })}>
          <button
            type="button"
            class="icon-button"
            aria-label={t('product.turnLeft')}
            onClick={() => hand.turn(TURN)}
          >
            <Icon name="turnLeft" />
          </button>
          <button
            type="button"
            class="icon-button"
            aria-label={t('product.turnRight')}
            onClick={() => hand.turn(-TURN)}
          >
            <Icon name="turnRight" />
          </button>
          <button
            type="button"
            class="icon-button"
            aria-label={t('product.zoomIn')}
            onClick={() => hand.zoom(0.8)}
          >
            <Icon name="plus" />
          </button>
          <button
            type="button"
            class="icon-button"
            aria-label={t('product.zoomOut')}
            onClick={() => hand.zoom(1.25)}
          >
            <Icon name="minus" />
          </button>
          <button
            type="button"
            class="icon-button"
            aria-label={t('product.measure')}
            aria-pressed={measures.value}
            onClick={toggle}
          >
            <Icon name="ruler" />
          </button>
        </div>
      )}
      <p dir="auto">{inLanguage(product.text, language.value)}</p>
      <dl>
        <dt>{t('product.size')}</dt>
        <dd>{product.sizeMm.map((mm) => formatLength(mm, writing.value)).join(' × ')}</dd>
        <dt>{t('product.materials')}</dt>
        <dd dir="auto">{inLanguage(product.materials, language.value)}</dd>
        <dt>{t('product.weight')}</dt>
        <dd>{formatWeight(product.weightGrams, writing.value)}</dd>
        <dt>{t('product.origin')}</dt>
        <dd>{regionName(product.origin, language.value)}</dd>
      </dl>
      <button
        type="button"
        class="primary wide"
        disabled={stock === 0}
        aria-disabled={busy.value}
        onClick={() => void add()}
      >
        {t('product.addToCart')}
      </button>
    </Dialog>
  );
}
