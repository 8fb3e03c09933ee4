import { useEffect } from 'preact/hooks';
import { Dialog } from '../ui/Dialog.tsx';
import { language, learnWords, t } from '../ui/i18n.ts';
import type { Basket } from './basket.ts';
import type { CartProps } from './cartProps.ts';
import { type Flow, openFlow } from './flow.ts';
import { Onward } from './Onward.tsx';
import { Purchase } from './Purchase.tsx';
import { SHOP_WORDS } from './words.ts';

/** Resolves when what cart and checkout say can be said. */
export const readyToSay = (): Promise<void> => learnWords(SHOP_WORDS);

/** What is written stays while the panel is closed. */
const flows = new WeakMap<Basket, Flow>();
function flowOf(basket: Basket): Flow {
  const flow = flows.get(basket) ?? openFlow(basket, () => language.value);
  flows.set(basket, flow);
  return flow;
}

/** Cart and checkout in a panel beside the room. */
export function CartRoom({ basket, onRetry, onBrowse, onClose, onward = false }: CartProps) {
  const flow = flowOf(basket);
  const { at } = flow.now.value;
  useEffect(() => {
    if (!flow.places.value) void flow.start();
  }, []);
  const inCart = at === 'cart' || at === 'opening';
  const close = (): void => {
    if (at === 'done') flow.again();
    onClose();
  };
  return (
    <>
      <Dialog
        key={inCart ? 'cart' : 'checkout'}
        label={t(inCart ? 'cart.dialog' : 'checkout.title')}
        class={inCart ? 'cart' : 'checkout-panel'}
        onClose={close}
      >
        <Purchase
          flow={flow}
          onRetry={onRetry}
          onBrowse={onBrowse}
          done={{ label: t('checkout.done.close'), go: close }}
        />
      </Dialog>
      {onward && at !== 'done' && <Onward basket={basket} />}
    </>
  );
}
