import type { Market } from '../../../shared/model/market.ts';
import type { ImportedPrices, PriceList, PriceListHead } from '../../../shared/model/priceList.ts';
import type { SkuStock, Ware } from '../../../shared/model/stock.ts';
import type { Api } from '../../net/api.ts';

/** One SKU as the list of stock shows it. */
export type StockRow = Ware & SkuStock;
/** What is asked of the list of stock. */
export type StockQuery = { words: string; atMost: string };
/** A level counted anew, or changed by so many, and why. */
export type StockChange = { warehouse: string; reason: string } & ({ counted: number } | { by: number });

export type ListRow = PriceListHead & { id: string; priced: number };
export type ListWish = Omit<PriceList, 'id' | 'rev'>;
/** A list with what its SKUs are called. */
export type OpenPriceList = PriceList & { goods: Ware[] };

/** So many of `quote` for one of `base`. */
export type Rate = { base: string; quote: string; rate: string; date: string; source: string };
export type Rates = { rates: Rate[]; coming: Rate[]; now: number };
export type WarehouseWish = { name: string; country: string; leadDays: number };
export type Warehouse = WarehouseWish & { id: string };

/** Rows that come at a time. */
const PAGE = 50;

/** The calls of prices and stock; each throws the server's Refusal. */
export function openPricesApi({ ask }: Pick<Api, 'ask'>) {
  const part = encodeURIComponent;
  const list = (id: string, rest = ''): string => `/api/desk/prices/${part(id)}${rest}`;
  const stock = (sku: string, rest = ''): string => `/api/desk/stock/${part(sku)}${rest}`;
  return {
    markets: async () => (await ask<{ markets: Market[] }>('GET', '/api/market')).markets,
    stock: ({ words, atMost }: StockQuery, after = '', limit = PAGE) => {
      const query = new URLSearchParams({ words, after, limit: String(limit) });
      if (atMost) query.set('atMost', atMost);
      return ask<{ rows: StockRow[]; next: string | null }>('GET', `/api/desk/stock?${query}`);
    },
    change: async (sku: string, change: StockChange, key: string) =>
      (await ask<{ left: number }>('POST', stock(sku), change, { 'idempotency-key': key })).left,
    sell: (sku: string, how: Pick<StockRow, 'selling' | 'readyAt'>) =>
      ask<unknown>('PUT', stock(sku, '/selling'), how),
    lists: () => ask<{ lists: ListRow[]; now: number }>('GET', '/api/desk/prices'),
    list: (id: string) => ask<OpenPriceList>('GET', list(id)),
    /** Writes over the `rev` that one knows. */
    save: (id: string, wish: ListWish, rev: number) =>
      id
        ? ask<OpenPriceList>('PUT', list(id), { ...wish, rev })
        : ask<OpenPriceList>('POST', '/api/desk/prices', wish),
    remove: (id: string) => ask<unknown>('DELETE', list(id)),
    file: (id: string): string => list(id, '/file'),
    takeFile: (id: string, text: string, attempt: boolean) =>
      ask<ImportedPrices>(
        'POST',
        list(id, `/file?attempt=${attempt}`),
        new Blob([text], { type: 'text/csv' }),
      ),
    rates: () => ask<Rates>('GET', '/api/desk/rates'),
    enterRate: (rate: Rate) => ask<Rates>('POST', '/api/desk/rates', { rates: [rate] }),
    warehouses: async () =>
      (await ask<{ warehouses: Warehouse[] }>('GET', '/api/desk/warehouses')).warehouses,
    saveWarehouse: async (id: string, wish: WarehouseWish) =>
      (
        await ask<{ warehouses: Warehouse[] }>(
          id ? 'PUT' : 'POST',
          id ? `/api/desk/warehouses/${part(id)}` : '/api/desk/warehouses',
          wish,
        )
      ).warehouses,
  };
}
export type PricesApi = ReturnType<typeof openPricesApi>;
