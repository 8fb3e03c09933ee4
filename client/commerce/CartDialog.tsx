import { useSignal } from '@preact/signals';
import type { CartLine } from '../../shared/model/cart.ts';
import { inLanguage } from '../../shared/model/localText.ts';
import { formatMoney } from '../../shared/model/money.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { formatNumber } from '../ui/format.ts';
import { Icon } from '../ui/Icon.tsx';
import { language, t, writing } from '../ui/i18n.ts';
import { Trouble } from '../ui/Trouble.tsx';
import { sayError } from '../ui/toast.tsx';
import type { Basket } from './basket.ts';
import { Checkout } from './Checkout.tsx';

type CartProps = {
  basket: Basket;
  /** Asks for the cart again, after it could not be had. */
  onRetry(): void;
  /** Shows the products. */
  onBrowse(): void;
  onClose(): void;
};

/** The cart, and from it the checkout, in one panel; the room stays in view. */
export function CartDialog({ basket, onRetry, onBrowse, onClose }: CartProps) {
  const paying = useSignal(false);
  const cart = basket.cart.value;
  const trouble = basket.trouble.value;
  if (paying.value)
    return (
      <Dialog key="checkout" label={t('checkout.title')} class="checkout-panel" onClose={onClose}>
        <Checkout basket={basket} onBack={() => (paying.value = false)} onDone={onClose} />
      </Dialog>
    );
  return (
    <Dialog key="cart" label={t('cart.dialog')} class="cart" onClose={onClose}>
      {!cart && !trouble && <div class="skeleton" aria-busy="true" />}
      {!cart && trouble && <Trouble refusal={trouble} onRetry={onRetry} />}
      {cart?.lines.length === 0 && (
        <>
          <p class="empty">{t('cart.empty')}</p>
          <button type="button" class="quiet" onClick={onBrowse}>
            {t('cart.browse')}
          </button>
        </>
      )}
      <ul class="cart-lines">
        {cart?.lines.map((line) => (
          <Line
            key={line.sku}
            line={line}
            onSet={(quantity) => basket.set(line.slug, quantity, line.sku).catch(sayError)}
          />
        ))}
      </ul>
      {cart?.total && (
        <footer>
          <p class="total">
            <span>{t('cart.total')}</span>
            <strong>{formatMoney(cart.total, writing.value)}</strong>
          </p>
          <button type="button" class="primary wide" onClick={() => (paying.value = true)}>
            {t('cart.checkout')}
          </button>
        </footer>
      )}
    </Dialog>
  );
}

function Line({ line, onSet }: { line: CartLine; onSet(quantity: number): void }) {
  const which = line.label ? inLanguage(line.label, language.value) : line.variant;
  const product = inLanguage(line.name, language.value);
  const name = which ? `${product}, ${which}` : product;
  return (
    <li>
      <img src={line.thumbnail} alt="" width="64" height="64" />
      <div>
        <b dir="auto">{product}</b>
        {which && <small dir="auto">{which}</small>}
        <small>{formatMoney(line.unitPrice, writing.value)}</small>
        <div class="stepper" role="group" aria-label={t('cart.quantity', { name })}>
          <button
            type="button"
            class="icon-button"
            aria-label={t('cart.less', { name })}
            onClick={() => onSet(line.quantity - 1)}
          >
            <Icon name="minus" />
          </button>
          <output>{formatNumber(line.quantity, writing.value)}</output>
          <button
            type="button"
            class="icon-button"
            aria-label={t('cart.more', { name })}
            disabled={line.quantity >= line.stock}
            onClick={() => onSet(line.quantity + 1)}
          >
            <Icon name="plus" />
          </button>
        </div>
      </div>
      <div class="line-end">
        <strong>{formatMoney(line.total, writing.value)}</strong>
        <button
          type="button"
          class="icon-button"
          aria-label={t('cart.remove', { name })}
          onClick={() => onSet(0)}
        >
          <Icon name="close" />
        </button>
      </div>
    </li>
  );
}
