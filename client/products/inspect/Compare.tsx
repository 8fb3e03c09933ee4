import { useSignal } from '@preact/signals';
import type { Product } from '../../../shared/model/catalogue.ts';
import { inLanguage } from '../../../shared/model/localText.ts';
import { formatMoney } from '../../../shared/model/money.ts';
import { formatWeight } from '../../ui/format.ts';
import { language, t, writing } from '../../ui/i18n.ts';
import { Trouble } from '../../ui/Trouble.tsx';
import { sayError } from '../../ui/toast.tsx';
import { ProductRow } from '../ProductRow.tsx';
import { useSearch } from '../search/useSearch.ts';
import type { Inspection } from './inspection.ts';

/** Products that are offered at a time. */
const MOST = 12;

type CompareProps = {
  it: Inspection;
  /** Products by words; without words those that are at hand. */
  find(words: string): Promise<Product[]>;
};

/** A second product beside the first one at true size, and the facts of both. */
export function Compare({ it, find }: CompareProps) {
  const second = it.beside.value;
  const put = (slug: string | undefined): void => void it.setBeside(slug).catch(sayError);
  if (!second) return <Finder it={it} find={find} onChoose={put} />;
  return (
    <>
      <Table it={it} second={second} />
      <button type="button" class="quiet" onClick={() => put(undefined)}>
        {t('inspect.compareEnd')}
      </button>
    </>
  );
}

function Finder({ it, find, onChoose }: CompareProps & { onChoose(slug: string): void }) {
  const words = useSignal('');
  const { found, again } = useSearch(words.value, find);
  const { products, trouble } = found.value ?? {};
  const others = products?.filter(({ slug }) => slug !== it.slug).slice(0, MOST);
  return (
    <>
      <label class="field">
        <span class="hint">{t('inspect.compareFind')}</span>
        <input
          type="search"
          value={words.value}
          maxLength={100}
          onInput={(event) => {
            words.value = event.currentTarget.value;
          }}
        />
      </label>
      {!others && <div class="skeleton" aria-busy="true" />}
      {trouble && <Trouble refusal={trouble} onRetry={again} />}
      {others?.length === 0 && !trouble && (
        <p class="empty" role="status">
          {t('inspect.compareNone')}
        </p>
      )}
      <ul class="product-list">
        {others?.map((product) => (
          <ProductRow
            key={product.slug}
            product={product}
            label={t('inspect.compareWith', { name: inLanguage(product.name, language.value) })}
            onChoose={() => onChoose(product.slug)}
          >
            <small>{formatMoney(product.price, writing.value)}</small>
          </ProductRow>
        ))}
      </ul>
    </>
  );
}

function Table({ it, second }: { it: Inspection; second: Product }) {
  const first = it.sheet.value!;
  const both = [first, second];
  const nameOf = (product: Product): string => inLanguage(product.name, language.value);
  const rows: [string, (product: Product) => string][] = [
    [t('inspect.price'), ({ price }) => formatMoney(price, writing.value)],
    [t('product.size'), ({ sizeMm }) => sizeMm.map(it.length).join(' × ')],
    [
      t('product.weight'),
      ({ weightGrams }) => (weightGrams > 0 ? formatWeight(weightGrams, writing.value) : ''),
    ],
    [t('product.materials'), ({ materials }) => inLanguage(materials, language.value)],
  ];
  return (
    <table class="compare">
      <caption class="visually-hidden">
        {t('inspect.compareTable', { first: nameOf(first), second: nameOf(second) })}
      </caption>
      <thead>
        <tr>
          <th scope="col">
            <span class="visually-hidden">{t('inspect.compareFact')}</span>
          </th>
          {both.map((product) => (
            <th key={product.slug} scope="col" dir="auto">
              {nameOf(product)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows
          .filter(([, of]) => both.some(of))
          .map(([label, of]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {both.map((product) => (
                <td key={product.slug} dir="auto">
                  {of(product) || '–'}
                </td>
              ))}
            </tr>
          ))}
      </tbody>
    </table>
  );
}
