import { inLanguage } from '../../../shared/model/localText.ts';
import { language, t } from '../../ui/i18n.ts';
import type { Piece } from '../plan.ts';
import type { Desk } from './desk.ts';

/** What a piece is called: the product, and the variant where there are several. */
export function nameOf(
  { sheets }: Pick<Desk, 'sheets'>,
  { product, sku }: Pick<Piece, 'product' | 'sku'>,
): string {
  const sheet = sheets.value.get(product);
  if (!sheet) return t('plan.piece');
  const name = inLanguage(sheet.name, language.value);
  const own = sheet.offers.filter(({ part }) => part === '');
  const label = own.length > 1 ? own.find((one) => one.sku === sku)?.label : null;
  return label ? `${name}, ${inLanguage(label, language.value)}` : name;
}
