import type { Ware } from '../../shared/model/stock.ts';
import type { Goods } from './cart.ts';

/** What the desk calls a SKU that is named already. */
export type Called = Omit<Ware, 'sku'>;

const UNKNOWN: Called = { name: null, label: null, thumbnail: '', price: null };

/** What each of some SKUs is called. */
export async function waresOf(
  goods: Pick<Goods, 'facts'>,
  skus: readonly string[],
): Promise<(sku: string) => Called> {
  const facts = await goods.facts([...new Set(skus)]);
  const known = new Map(facts.map((one): [string, Called] => [one.sku, pick(one)]));
  return (sku) => known.get(sku) ?? UNKNOWN;
}

const pick = ({ name, label, thumbnail, price }: Called): Called => ({ name, label, thumbnail, price });
