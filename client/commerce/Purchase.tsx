import './purchase.css';
import './purchaseParts.css';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Bank } from './Bank.tsx';
import { CartView } from './CartView.tsx';
import { CheckoutForm } from './CheckoutForm.tsx';
import { Done } from './Done.tsx';
import type { Flow } from './flow.ts';
import { Lapsed, Pending } from './Lapsed.tsx';
import { PaymentElement } from './PaymentElement.tsx';

type PurchaseProps = {
  flow: Flow;
  /** Asks for the cart again, after it could not be had. */
  onRetry(): void;
  /** Shows the products. */
  onBrowse(): void;
  /** Where one goes when it is paid. */
  done: { label: string; go(): void };
};

/** A purchase as it stands, from the cart to the order's number: in one column where there is little room, in two where there is more. */
export function Purchase({ flow, onRetry, onBrowse, done }: PurchaseProps) {
  const root = useRef<HTMLDivElement>(null);
  const { at } = flow.now.value;
  const before = useRef(at);
  useLayoutEffect(() => {
    // A panel takes the keyboard by itself; on a page whoever was in a part that is gone starts at the new one's head.
    const here = root.current!;
    if (before.current !== at && at !== 'opening' && !here.closest('[role=dialog]'))
      here.querySelector<HTMLElement>('[data-head]')?.focus();
    before.current = at;
  }, [at]);
  return (
    <div ref={root} class="purchase">
      <Step flow={flow} onRetry={onRetry} onBrowse={onBrowse} done={done} />
    </div>
  );
}

function Step({ flow, onRetry, onBrowse, done }: PurchaseProps) {
  const now = flow.now.value;
  switch (now.at) {
    case 'cart':
    case 'opening':
      return <CartView flow={flow} onRetry={onRetry} onBrowse={onBrowse} />;
    case 'details':
      return <CheckoutForm flow={flow} />;
    case 'lapsed':
      return <Lapsed flow={flow} />;
    case 'bank':
      return <Bank flow={flow} order={now.order} />;
    case 'element':
      return <PaymentElement flow={flow} order={now.order} />;
    case 'pending':
      return <Pending flow={flow} order={now.order} />;
    case 'done':
      return <Done order={now.order} done={done} />;
  }
}
