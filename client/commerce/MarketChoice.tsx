import { useMemo } from 'preact/hooks';
import { SelectField } from '../ui/Field.tsx';
import { regionName } from '../ui/format.ts';
import { language, t } from '../ui/i18n.ts';
import type { Flow } from './flow.ts';
import type { Places } from './shopApi.ts';

/** The countries that are sold to, by name in the reader's language. */
export function useCountries(places: Places | undefined): [code: string, name: string][] {
  return useMemo(() => {
    const order = new Intl.Collator(language.value);
    return (places?.markets ?? [])
      .flatMap(({ countries }) => countries)
      .map((code): [string, string] => [code, regionName(code, language.value)])
      .sort(([, a], [, b]) => order.compare(a, b));
  }, [places?.markets, language.value]);
}

/** A currency by its code and its name in the reader's language. */
function currencyName(code: string): string {
  return `${code} · ${new Intl.DisplayNames(language.value, { type: 'currency' }).of(code) ?? code}`;
}

type MarketProps = {
  flow: Pick<Flow, 'places' | 'choose'> /** Called when prices are other ones. */;
  onMoved?(): void;
};

/** Where one shops from, and what one pays in. */
export function MarketChoice({ flow, onMoved }: MarketProps) {
  const places = flow.places.value;
  const countries = useCountries(places);
  if (!places) return <div class="market" aria-busy="true" />;
  const { country, currency, market } = places.choice;
  const currencies = places.markets.find(({ id }) => id === market)?.currencies ?? [currency];
  const choose = async (to: { country: string; currency?: string }): Promise<void> => {
    if (await flow.choose(to)) onMoved?.();
  };
  return (
    <div class="market" role="group" aria-label={t('market.title')}>
      <SelectField
        name="market-country"
        label={t('market.country')}
        options={countries}
        initial={country}
        onChange={(to) => void choose({ country: to })}
      />
      <SelectField
        name="market-currency"
        label={t('market.currency')}
        options={currencies.map((code) => [code, currencyName(code)])}
        initial={currency}
        disabled={currencies.length < 2}
        onChange={(to) => void choose({ country, currency: to })}
      />
    </div>
  );
}
