import type { z } from '@hono/zod-openapi';
import type { Offer } from '../../shared/model/catalogue.ts';
import { ROW_SHAPES, type RowFault } from '../../shared/model/rowFault.ts';
import { columnOf } from './transferRows.ts';

/** What of a row can't be read: `column` is the place as its file names it, `value` the whole row. */
export function faultOf(issue: z.core.$ZodIssue, value: unknown, column: string): RowFault {
  const found = issue.path.reduce<unknown>(
    (within, key) => (within as Record<PropertyKey, unknown> | null | undefined)?.[key],
    value,
  );
  const shown = typeof found === 'string' || typeof found === 'number' ? String(found).slice(0, 60) : '';
  return { column, value: shown, ...kindOf(issue, found) };
}

function kindOf(issue: z.core.$ZodIssue, found: unknown): Pick<RowFault, 'fault' | 'limit'> {
  if (found === undefined || found === null || found === '') return { fault: 'missing' };
  const shape = ROW_SHAPES.find((one) => one === columnOf(issue.path));
  if (shape) return { fault: `shape.${shape}` };
  if (issue.code === 'too_big') {
    const { origin, maximum } = issue;
    const counts = origin === 'number' || origin === 'int';
    return { fault: counts ? 'too-large' : 'too-long', limit: Number(maximum) };
  }
  if (issue.code === 'too_small') return { fault: 'too-small', limit: Number(issue.minimum) };
  if (issue.code === 'invalid_type' && ['number', 'int'].includes(issue.expected)) return { fault: 'number' };
  return { fault: 'shape' };
}

/** What is wrong with offers among themselves: a SKU that stands there twice, or prices in several currencies. */
export function faultAmong(offers: readonly Offer[]): RowFault | undefined {
  const skus = offers.map(({ sku }) => sku);
  const twice = skus.find((sku, at) => skus.indexOf(sku) < at);
  if (twice) return { fault: 'sku-twice', column: 'sku', value: twice };
  const other = offers.find(({ price }) => price.currency !== offers[0]!.price.currency);
  return other && { fault: 'currencies', column: 'currency', value: other.price.currency };
}
