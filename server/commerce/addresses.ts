import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatAddress } from 'localized-address-format';
import { postcodeValidator, postcodeValidatorExistsForCountry } from 'postcode-validator';
import { z } from 'zod';
import {
  ADDRESS_PARTS,
  type Address,
  type AddressFault,
  type AddressForm,
  type AddressPart,
} from '../../shared/model/address.ts';

const part = z.enum(ADDRESS_PARTS);
const schema = z.strictObject({
  forms: z.array(
    z.strictObject({
      countries: z.array(z.string()).min(1),
      rows: z.array(z.array(part).min(1)).min(1),
      required: z.array(part).min(1),
    }),
  ),
  postcodes: z.record(z.string().length(2), z.string()),
  regions: z.record(z.string().length(2), z.array(z.strictObject({ code: z.string(), name: z.string() }))),
});

/** How addresses of each country are asked for, checked and written: data of `markets/addresses.json`. */
export type Addresses = {
  form(country: string): AddressForm;
  /** What is wrong with an address; nothing when a parcel can be sent there. */
  faults(address: Address): AddressFault[];
};

/** Reads the forms of addresses. */
export async function readAddresses(folder: string): Promise<Addresses> {
  const { forms, postcodes, regions } = schema.parse(
    JSON.parse(await readFile(join(folder, 'addresses.json'), 'utf8')),
  );
  const form = (country: string): AddressForm => {
    const found = forms.find(({ countries }) => countries.includes(country)) ?? forms.at(-1)!;
    return {
      country,
      rows: found.rows,
      required: found.required,
      regions: regions[country] ?? [],
      postcode: postcodes[country] ?? '',
    };
  };
  return {
    form,
    faults(address) {
      if (!isCountry(address.country)) return [{ part: 'country', fault: 'wrong' }];
      const { required, regions: known } = form(address.country);
      const faults: AddressFault[] = required
        .filter((one) => partOf(address, one) === '')
        .map((one) => ({ part: one, fault: 'missing' }));
      const { country, postcode, region } = address;
      if (region && known.length > 0 && !known.some(({ code }) => code === region))
        faults.push({ part: 'region', fault: 'wrong' });
      if (postcode && postcodeValidatorExistsForCountry(country) && !postcodeValidator(postcode, country))
        faults.push({ part: 'postcode', fault: 'wrong' });
      return faults;
    },
  };
}

/** What the catalogue of regions has beside countries. */
const NO_COUNTRIES = ['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ'];
const countries = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** Whether there is such a country, by its code of ISO 3166-1. */
export const isCountry = (code: string): boolean =>
  /^[A-Z]{2}$/.test(code) && !NO_COUNTRIES.includes(code) && countries.of(code) !== undefined;

function partOf(address: Address, one: AddressPart): string {
  if (one === 'line1') return address.lines[0] ?? '';
  if (one === 'line2') return address.lines[1] ?? '';
  return address[one];
}

/** An address as it is written on a parcel in its country, line by line. */
export function writtenAddress(address: Address): string[] {
  return formatAddress({
    postalCountry: address.country,
    administrativeArea: address.region,
    locality: address.city,
    dependentLocality: address.district,
    postalCode: address.postcode,
    organization: address.company,
    name: address.name,
    addressLines: address.lines.filter(Boolean),
  }).filter((line) => line.trim() !== '');
}
