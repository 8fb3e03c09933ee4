import type { Product, ProductSheet } from '../../../shared/model/catalogue.ts';
import { inLanguage } from '../../../shared/model/localText.ts';
import { formatWeight, regionName } from '../../ui/format.ts';
import { language, t, writing } from '../../ui/i18n.ts';

type FactsProps = {
  product: Product;
  sheet: ProductSheet | undefined;
  sku: string;
  length(mm: number): string;
};

/** All that is known of a product, as a list; what is not known is left out. */
export function Facts({ product, sheet, sku, length }: FactsProps) {
  const inOurs = (text: ProductSheet['care']): string => inLanguage(text, language.value);
  const facts: [string, string][] = [
    [t('product.size'), product.sizeMm.map(length).join(' × ')],
    [t('product.materials'), inOurs(product.materials)],
    [t('product.weight'), product.weightGrams > 0 ? formatWeight(product.weightGrams, writing.value) : ''],
    [t('product.origin'), product.origin && regionName(product.origin, language.value)],
    [t('inspect.hangs'), product.mount === 'floor' ? '' : t(`inspect.hangs.${product.mount}`)],
    ...(sheet?.attributes ?? []).map(({ name, value }): [string, string] => [inOurs(name), inOurs(value)]),
    [t('inspect.care'), sheet ? inOurs(sheet.care) : ''],
    [t('inspect.brand'), product.brand],
    [t('inspect.sku'), sku],
    [t('inspect.hsCode'), sheet?.hsCode ?? ''],
  ];
  return (
    <dl>
      {facts
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <div key={name}>
            <dt dir="auto">{name}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
    </dl>
  );
}
