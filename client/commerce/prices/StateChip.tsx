import type { PriceListHead } from '../../../shared/model/priceList.ts';
import { t } from '../../ui/i18n.ts';

type ChipProps = { list: Pick<PriceListHead, 'startsAt' | 'endsAt'>; now: number };

/** Whether a list counts at a moment. */
export function StateChip({ list: { startsAt, endsAt }, now }: ChipProps) {
  const state = endsAt !== null && endsAt <= now ? 'over' : startsAt > now ? 'planned' : 'on';
  return <span class={`till-chip ${state}`}>{t(`prices.state.${state}`)}</span>;
}
