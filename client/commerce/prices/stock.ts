import { batch, signal } from '@preact/signals';
import type { Refusal } from '../../../shared/wire/refusal.ts';
import { toRefusal } from '../../ui/report.ts';
import type { PricesApi, StockQuery, StockRow } from './pricesApi.ts';

/** Where what comes in is counted, beside the warehouses. */
export const INCOMING = 'incoming';

/** What is done to a SKU. */
export type Act = { kind: 'change' | 'selling'; sku: string };

/** Opens the list of stock: what it is asked for, its rows, and after which SKU the next ones come. Nothing is fetched before `load`. */
export function openStock(api: PricesApi) {
  const query = signal<StockQuery>({ words: '', atMost: '' });
  const rows = signal<StockRow[] | undefined>(undefined);
  const next = signal<string | null>(null);
  const trouble = signal<Refusal | undefined>(undefined);
  const looking = signal(false);
  /** Which question the rows answer: an answer to an older one is dropped. */
  let asked = 0;
  const fetchPage = async (after: string): Promise<void> => {
    const mine = ++asked;
    looking.value = true;
    try {
      const page = await api.stock(query.value, after);
      if (mine !== asked) return;
      batch(() => {
        rows.value = after ? [...(rows.value ?? []), ...page.rows] : page.rows;
        next.value = page.next;
        trouble.value = undefined;
      });
    } catch (error) {
      if (mine === asked) trouble.value = toRefusal(error);
    } finally {
      if (mine === asked) looking.value = false;
    }
  };
  const put = (sku: string, change: (row: StockRow) => StockRow): void => {
    rows.value = rows.value?.map((row) => (row.sku === sku ? change(row) : row));
  };
  return {
    ...{ query, rows, next, trouble, looking },
    load: () => fetchPage(''),
    more: () => (next.value && !looking.value ? fetchPage(next.value) : Promise.resolve()),
    ask(change: Partial<StockQuery>): Promise<void> {
      query.value = { ...query.value, ...change };
      return fetchPage('');
    },
    /** What is there of a SKU in a place now. */
    counted(sku: string, warehouse: string, quantity: number): void {
      put(sku, (row) => {
        const levels = [...row.levels.filter((one) => one.warehouse !== warehouse), { warehouse, quantity }];
        const sum = (isIncoming: boolean): number =>
          levels.reduce(
            (total, one) => ((one.warehouse === INCOMING) === isIncoming ? total + one.quantity : total),
            0,
          );
        return { ...row, levels, stock: sum(false), incoming: sum(true) };
      });
    },
    sold: (sku: string, how: Pick<StockRow, 'selling' | 'readyAt'>): void =>
      put(sku, (row) => ({ ...row, ...how })),
  };
}

/** How many of a SKU are in a place. */
export const levelIn = ({ levels }: Pick<StockRow, 'levels'>, warehouse: string): number =>
  levels.find((one) => one.warehouse === warehouse)?.quantity ?? 0;
