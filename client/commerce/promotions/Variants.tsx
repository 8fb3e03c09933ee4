import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Offer } from '../../../shared/model/catalogue.ts';
import { inLanguage } from '../../../shared/model/localText.ts';
import { language, t } from '../../ui/i18n.ts';
import { Choices } from './AmountRows.tsx';

/** Products whose variants can be told apart in one list. */
const MOST = 12;

type VariantsProps = {
  slugs: string[];
  chosen: string[];
  offersOf(slug: string): Promise<Offer[]>;
  onChange(skus: string[]): void;
};

/** Which variants and spare parts of the chosen products are meant; nothing is asked where there is no choice. */
export function Variants({ slugs, chosen, offersOf, onChange }: VariantsProps) {
  const known = useSignal<Record<string, Offer[]>>({});
  const trouble = useSignal(false);
  const wanted = slugs.slice(0, MOST);
  const load = async (): Promise<void> => {
    trouble.value = false;
    const missing = wanted.filter((slug) => !known.value[slug]);
    const found = await Promise.allSettled(missing.map(offersOf));
    const offers = missing.flatMap((slug, at) => {
      const one = found[at]!;
      return one.status === 'fulfilled' ? [[slug, one.value] as const] : [];
    });
    known.value = { ...known.value, ...Object.fromEntries(offers) };
    trouble.value = found.some(({ status }) => status === 'rejected');
  };
  useEffect(() => void load(), [wanted.join()]);
  const offers = wanted.flatMap((slug) => known.value[slug] ?? []);
  // One that was chosen elsewhere can be taken out here.
  const strange = chosen.filter((sku) => !offers.some((one) => one.sku === sku));
  if (trouble.value)
    return (
      <p class="hint">
        {t('promo.noVariants')}{' '}
        <button type="button" class="quiet" onClick={() => void load()}>
          {t('promo.retry')}
        </button>
      </p>
    );
  if (offers.length <= wanted.length && chosen.length === 0) return null;
  return (
    <Choices
      label={t('promo.variants')}
      hint={t('promo.allVariants')}
      find={t('promo.findVariant')}
      options={[
        ...offers.map(({ sku, label }): [string, string] => [
          sku,
          label ? t('promo.variant', { label: inLanguage(label, language.value), sku }) : sku,
        ]),
        ...strange.map((sku): [string, string] => [sku, sku]),
      ]}
      chosen={chosen}
      onChange={onChange}
    />
  );
}
