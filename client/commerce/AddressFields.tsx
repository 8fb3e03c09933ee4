import type { AddressForm, AddressPart } from '../../shared/model/address.ts';
import { t } from '../ui/i18n.ts';
import type { AddressDraft } from './draft.ts';
import type { Flow } from './flow.ts';
import { ChoiceField, TextField } from './ShopField.tsx';

/** What a browser calls the parts of an address (https://html.spec.whatwg.org/#autofill). */
const AUTOFILL: Record<AddressPart, string> = {
  name: 'name',
  company: 'organization',
  line1: 'address-line1',
  line2: 'address-line2',
  district: 'address-level3',
  city: 'address-level2',
  region: 'address-level1',
  postcode: 'postal-code',
};
/** As long as the server takes them. */
const LENGTHS: Partial<Record<AddressPart, number>> = { postcode: 20, district: 80, city: 80, region: 80 };
const LENGTH = 120;

type AddressProps = {
  flow: Flow;
  kind: 'address' | 'billing';
  form: AddressForm | undefined;
  typed: AddressDraft;
  onPart(part: AddressPart, text: string): void;
};

/** An address as its country writes it. What is typed stays when the country changes. */
export function AddressFields({ form, ...rest }: AddressProps) {
  if (!form) return <div class="skeleton address" aria-busy="true" />;
  const { flow, kind } = rest;
  const asked = (part: AddressPart): boolean => part !== 'company' || flow.draft.value.forCompany;
  const rows = form.rows.map((row) => row.filter(asked)).filter((row) => row.length > 0);
  return (
    <>
      {rows.map((row) => (
        <div key={`${kind} ${row.join(' ')}`} class={`fields of-${row.length}`}>
          {row.map((part) => (
            <Part key={part} part={part} form={form} {...rest} />
          ))}
        </div>
      ))}
    </>
  );
}

function Part({
  flow,
  kind,
  form,
  typed,
  part,
  onPart,
}: AddressProps & { part: AddressPart; form: AddressForm }) {
  const place = {
    flow,
    at: `${kind}.${part}` as const,
    label: t(`field.${part}`, { kind: form.country }),
    isOptional: !form.required.includes(part),
    autocomplete: `${kind === 'billing' ? 'billing' : 'shipping'} ${AUTOFILL[part]}`,
    value: typed[part],
  };
  if (part === 'region' && form.regions.length > 0)
    return (
      <ChoiceField
        {...place}
        options={form.regions.map(({ code, name }) => [code, name])}
        onChoose={(code) => onPart(part, code)}
      />
    );
  return (
    <TextField
      {...place}
      maxLength={LENGTHS[part] ?? LENGTH}
      {...(part === 'postcode' && form.postcode && { placeholder: form.postcode })}
      onText={(text) => onPart(part, text)}
    />
  );
}
