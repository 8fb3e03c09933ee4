import type { Address, AddressForm, AddressPart } from '../../shared/model/address.ts';
import type { Buyer } from '../../shared/model/order.ts';
import type { CardInput } from './shopApi.ts';

/** The parts of an address as they are typed. */
export type AddressDraft = Record<AddressPart, string>;

/** What a buyer has written so far; it is kept whatever happens to the checkout. */
export type Draft = {
  email: string;
  phone: string;
  address: AddressDraft;
  /** Whether the bill goes elsewhere, and where. */
  elsewhere: boolean;
  billing: AddressDraft & { country: string };
  /** Buys for a company, which may have a tax number. */
  forCompany: boolean;
  taxNumber: string;
  terms: boolean;
  /** One waits for what comes later. */
  waits: boolean;
  news: boolean;
};

/** A field by its place, for its fault and for the focus. */
export type FieldKey =
  | 'email'
  | 'terms'
  | 'waits'
  | 'phone'
  | 'taxNumber'
  | `address.${AddressPart | 'country'}`
  | `billing.${AddressPart | 'country'}`
  | `card.${keyof CardInput}`;

/** What is wrong with a field. */
export type Fault = 'missing' | 'wrong';
/** What is wrong, by field, in the order of the form. */
export type Faults = ReadonlyMap<FieldKey, Fault>;

const EMPTY: AddressDraft = {
  ...{ name: '', company: '', line1: '', line2: '', district: '', city: '', region: '', postcode: '' },
};

/** A draft in which nothing is written. */
export const emptyDraft = (): Draft => ({
  ...{ email: '', phone: '', address: EMPTY, elsewhere: false, billing: { ...EMPTY, country: '' } },
  ...{ forCompany: false, taxNumber: '', terms: false, waits: false, news: false },
});

/** The draft that says what an order's buyer said. */
export function draftOf(buyer: Buyer, terms: boolean): Draft {
  const typed = ({ lines, country: _, ...rest }: Address): AddressDraft => ({
    ...rest,
    line1: lines[0] ?? '',
    line2: lines[1] ?? '',
  });
  const { email, phone, taxNumber, address, billing } = buyer;
  return {
    ...{ email, phone, taxNumber, terms, waits: false, news: false },
    address: typed(address),
    elsewhere: billing !== null,
    billing: billing ? { ...typed(billing), country: billing.country } : emptyDraft().billing,
    forCompany: Boolean(taxNumber || address.company),
  };
}

/** A draft's address as the server takes it: only what the country's form asks for. */
export function addressOf(typed: AddressDraft, form: AddressForm, forCompany: boolean): Address {
  const asked = new Set(form.rows.flat());
  const of = (part: AddressPart): string => (asked.has(part) ? typed[part].trim() : '');
  return {
    ...{ name: of('name'), company: forCompany ? of('company') : '' },
    lines: [of('line1'), of('line2')].filter(Boolean),
    ...{ district: of('district'), city: of('city'), region: of('region'), postcode: of('postcode') },
    country: form.country,
  };
}

const MAIL = /^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/;

/** What the buyer still has to write, in the order of the form; the server judges the rest. `later`: some of it comes only later. */
export function faultsOf(
  draft: Draft,
  form: AddressForm,
  billing: AddressForm | undefined,
  later: boolean,
): Faults {
  const faults = new Map<FieldKey, Fault>();
  if (!draft.email.trim()) faults.set('email', 'missing');
  else if (!MAIL.test(draft.email.trim())) faults.set('email', 'wrong');
  for (const part of missing(draft.address, form)) faults.set(`address.${part}`, 'missing');
  if (draft.elsewhere && billing)
    for (const part of missing(draft.billing, billing)) faults.set(`billing.${part}`, 'missing');
  if (later && !draft.waits) faults.set('waits', 'missing');
  if (!draft.terms) faults.set('terms', 'missing');
  return faults;
}

const missing = (typed: AddressDraft, { rows, required }: AddressForm): AddressPart[] =>
  rows.flat().filter((part) => required.includes(part) && !typed[part].trim());

/** What is wrong with a card as typed. */
export function cardFaults({ number, expiry, cvc }: CardInput): Faults {
  const faults = new Map<FieldKey, Fault>();
  const judge = (key: FieldKey, text: string, right: boolean): void => {
    if (!text.trim()) faults.set(key, 'missing');
    else if (!right) faults.set(key, 'wrong');
  };
  judge('card.number', number, passesLuhn(number.replace(/\D/g, '')));
  judge('card.expiry', expiry, /^(0[1-9]|1[0-2]) ?\/ ?\d{2}$/.test(expiry.trim()));
  judge('card.cvc', cvc, /^\d{3,4}$/.test(cvc.trim()));
  return faults;
}

/** The check digit of a card's number (ISO/IEC 7812-1, annex B). */
function passesLuhn(digits: string): boolean {
  if (digits.length < 13 || digits.length > 19) return false;
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** The field that a refusal of the server is about, and what is wrong with it. */
export function faultIn(detail: string | undefined): [FieldKey, Fault] | undefined {
  const card = /^card (number|expiry|cvc)$/.exec(detail ?? '');
  if (card) return [`card.${card[1]}` as FieldKey, 'wrong'];
  const match = /(email|terms|(?:address|billing)\.\w+)(?:: (missing|wrong))?/.exec(detail ?? '');
  return match ? [match[1] as FieldKey, (match[2] as Fault | undefined) ?? 'wrong'] : undefined;
}
