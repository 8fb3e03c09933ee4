import type { AddressPart } from '../../shared/model/address.ts';
import { t } from '../ui/i18n.ts';
import { AddressFields } from './AddressFields.tsx';
import type { Flow } from './flow.ts';
import { useCountries } from './MarketChoice.tsx';
import { ChoiceField, TextField } from './ShopField.tsx';
import { Tick } from './Tick.tsx';

/** Where the goods go, and the bill, if that is elsewhere. */
export function Destination({ flow }: { flow: Flow }) {
  const { draft, places, country, form } = flow;
  const { address, phone, forCompany, taxNumber, elsewhere } = draft.value;
  const countries = useCountries(places.value);
  const write = (part: AddressPart, text: string): void => {
    flow.write({ address: { ...address, [part]: text } });
    const { choice } = places.value ?? {};
    // Where a state has taxes of its own, the total follows before the address is whole.
    if (part === 'region' && choice && flow.checkout.value?.needsRegion)
      void flow.choose({ country: choice.country, currency: choice.currency, region: text });
  };
  return (
    <>
      <ChoiceField
        flow={flow}
        at="address.country"
        label={t('market.country')}
        autocomplete="shipping country"
        value={country.value}
        options={countries}
        onChoose={(to) => void flow.choose({ country: to })}
      />
      <AddressFields flow={flow} kind="address" form={form.value} typed={address} onPart={write} />
      <TextField
        flow={flow}
        at="phone"
        label={t('field.phone')}
        isOptional
        type="tel"
        autocomplete="shipping tel"
        maxLength={40}
        value={phone}
        onText={(text) => flow.write({ phone: text })}
      />
      <div class="ticks">
        <Tick
          label={t('checkout.forCompany')}
          checked={forCompany}
          onTick={(on) => flow.write({ forCompany: on })}
        />
        {forCompany && (
          <TextField
            flow={flow}
            at="taxNumber"
            label={t('field.taxNumber')}
            isOptional
            autocomplete="off"
            maxLength={40}
            value={taxNumber}
            onText={(text) => flow.write({ taxNumber: text })}
          />
        )}
        <Tick
          label={t('checkout.elsewhereBill')}
          checked={elsewhere}
          onTick={(on) => flow.write({ elsewhere: on })}
        />
      </div>
      {elsewhere && <Billing flow={flow} countries={countries} />}
    </>
  );
}

function Billing({ flow, countries }: { flow: Flow; countries: [string, string][] }) {
  const { billing } = flow.draft.value;
  return (
    <div class="part" role="group" aria-label={t('checkout.billing')}>
      <h3>{t('checkout.billing')}</h3>
      <ChoiceField
        flow={flow}
        at="billing.country"
        label={t('checkout.billingCountry')}
        autocomplete="billing country"
        value={billing.country}
        options={countries}
        onChoose={(to) => flow.write({ billing: { ...billing, country: to, region: '' } })}
      />
      <AddressFields
        flow={flow}
        kind="billing"
        form={flow.billingForm.value}
        typed={billing}
        onPart={(part, text) => flow.write({ billing: { ...billing, [part]: text } })}
      />
    </div>
  );
}
