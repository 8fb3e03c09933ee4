import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Buyer } from '../../shared/model/order.ts';
import { t } from '../ui/i18n.ts';
import { draftOf } from './draft.ts';
import type { Flow } from './flow.ts';

/** Writes what one said at the last order, in one press, while nothing is written yet. */
export function LastBuyer({ flow }: { flow: Flow }) {
  const last = useSignal<Buyer | undefined>(undefined);
  const { email, address } = flow.draft.value;
  const isEmpty = !email && !address.name && !address.line1;
  useEffect(() => {
    if (!isEmpty) return;
    // Who can't be asked types it.
    flow.shop.orders().then(
      (orders) => {
        last.value = orders.find(({ buyer }) => buyer?.address.name)?.buyer ?? undefined;
      },
      () => undefined,
    );
  }, []);
  const buyer = last.value;
  if (!buyer || !isEmpty) return null;
  const use = async (): Promise<void> => {
    const { country, region } = buyer.address;
    if (country !== flow.country.value) await flow.choose({ country, ...(region && { region }) });
    const { terms, waits, news } = flow.draft.value;
    flow.write({ ...draftOf(buyer, terms), waits, news });
  };
  const { name, city } = buyer.address;
  return (
    <button type="button" class="choice" onClick={() => void use()}>
      {t('checkout.asLast', { name, city })}
    </button>
  );
}
