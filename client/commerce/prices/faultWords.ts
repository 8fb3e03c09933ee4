import type { ImportedPrices } from '../../../shared/model/priceList.ts';
import { type MessageKey, t } from '../../ui/i18n.ts';
import type { DraftFaults } from './listDraft.ts';

/** What is wrong with a field of a list, in words that help. */
export const sayDraftFault = ({ word, value = '' }: DraftFaults[string]): string =>
  t(`prices.fault.${word}` as MessageKey, { value });

const FILE_FAULTS = ['unknown', 'quantity', 'price', 'twice', 'compare-lower', 'coins'];

/** Why a row of a file is not taken. */
export function sayFileFault({ fault, value }: ImportedPrices['refused'][number], currency: string): string {
  const word = FILE_FAULTS.includes(fault) ? (fault === 'price' ? 'amount' : fault) : 'row';
  const words = t(`prices.fault.${word}` as MessageKey, { value: word === 'unknown' ? value : currency });
  return value && word !== 'unknown' ? t('prices.fault.told', { value, words }) : words;
}

/** Why a file is none of prices; undefined when that is not why. */
export function sayNoFile(detail = ''): string | undefined {
  if (detail === 'file: no-csv') return t('prices.fault.noCsv');
  const [, column] = /^file: column (\w+)$/.exec(detail) ?? [];
  return column && t('prices.fault.column', { value: column });
}
