import './prices.css';
import './priceTables.css';
import './priceLists.css';
import { useEffect, useMemo } from 'preact/hooks';
import { loadWritings, t } from '../../ui/i18n.ts';
import { TabList } from '../../ui/TabList.tsx';
import { ListsPart } from './ListsPart.tsx';
import type { PricesApi } from './pricesApi.ts';
import { openPricing, PARTS, type Pricing } from './pricing.ts';
import { RatesPart } from './RatesPart.tsx';
import { StockPart } from './StockPart.tsx';
import { WarehousesPart } from './WarehousesPart.tsx';

/** Prices and stock, in four parts; the address says which is open. */
export function PricesDesk({ api, owner }: { api: PricesApi; owner: boolean }) {
  const pricing = useMemo(() => openPricing(api), []);
  useEffect(() => pricing.follow(), []);
  // Goods and lists are called as their makers write.
  useEffect(loadWritings, []);
  const { part } = pricing.place.value;
  return (
    <section class="prices">
      <TabList
        label={t('desk.prices')}
        tabs={PARTS.map((one) => [one, t(`prices.${one}`)])}
        chosen={part}
        panel="prices"
        onChoose={(next) => pricing.go(next)}
      />
      <div role="tabpanel" id="panel-prices" aria-labelledby={`tab-prices-${part}`} class="prices-part">
        <Open key={part} pricing={pricing} owner={owner} />
      </div>
    </section>
  );
}

function Open({ pricing, owner }: { pricing: Pricing; owner: boolean }) {
  switch (pricing.place.value.part) {
    case 'stock':
      return <StockPart pricing={pricing} />;
    case 'lists':
      return <ListsPart pricing={pricing} />;
    case 'rates':
      return <RatesPart pricing={pricing} owner={owner} />;
    case 'warehouses':
      return <WarehousesPart pricing={pricing} />;
  }
}
