import { t } from '../ui/i18n.ts';
import { Trouble } from '../ui/Trouble.tsx';
import { CartLineRow } from './CartLineRow.tsx';
import { Codes } from './Codes.tsx';
import { EmptyCart } from './EmptyCart.tsx';
import type { Flow } from './flow.ts';
import { MarketChoice } from './MarketChoice.tsx';
import { ProblemNote } from './ProblemNote.tsx';
import { Totals } from './Totals.tsx';

type CartViewProps = { flow: Flow; onRetry(): void; onBrowse(): void };

/** What is in the cart, what is otherwise than one saw it, and what it comes to. */
export function CartView({ flow, onRetry, onBrowse }: CartViewProps) {
  const { basket } = flow;
  const cart = basket.cart.value;
  const trouble = basket.trouble.value;
  if (!cart) {
    if (trouble) return <Trouble refusal={trouble} onRetry={onRetry} />;
    return <div class="skeleton" aria-busy="true" />;
  }
  if (cart.lines.length === 0) return <EmptyCart flow={flow} onBrowse={onBrowse} />;
  const changed = cart.lines.some(({ change }) => change);
  const short = cart.lines.some(({ change }) => change?.kind === 'stock');
  const opening = flow.now.value.at === 'opening';
  return (
    <div class="columns" data-head tabIndex={-1}>
      <div class="column">
        {changed && (
          <div class="notice" role="status">
            <span>{t(short ? 'cart.fewer' : 'cart.changed')}</span>
            {!short && (
              <button type="button" class="quiet" onClick={() => void flow.seen()}>
                {t('cart.seen')}
              </button>
            )}
          </div>
        )}
        <ProblemNote flow={flow} of={['cart']} />
        <ul class="cart-lines" aria-label={t('cart.dialog')}>
          {cart.lines.map((line) => (
            <CartLineRow
              key={line.sku}
              line={line}
              onSet={(quantity, ahead = line.ahead) =>
                void flow.setLine(line.slug, { quantity, sku: line.sku, ...(ahead && { ahead }) })
              }
            />
          ))}
        </ul>
      </div>
      <footer class="column aside">
        <MarketChoice flow={flow} />
        <ProblemNote flow={flow} of={['place']} />
        <Codes flow={flow} />
        <Totals flow={flow} />
        <button
          type="button"
          class="primary wide"
          aria-disabled={opening || short || !cart.total}
          onClick={() => !short && cart.total && void flow.open()}
        >
          {t(opening ? 'checkout.opening' : 'cart.checkout')}
        </button>
      </footer>
    </div>
  );
}
