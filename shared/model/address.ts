/** Where something goes, in the parts that all countries' forms are made of; empty where a country has no such part. */
export type Address = {
  name: string;
  company: string;
  /** Street and number; further lines. */
  lines: string[];
  /** Part of a city. */
  district: string;
  city: string;
  /** State, province or prefecture: the code where the country has codes (US, CA, AU…), else its name. */
  region: string;
  postcode: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
};

/** The parts that a form may ask for, in no order. */
export const ADDRESS_PARTS = [
  'name',
  'company',
  'line1',
  'line2',
  'district',
  'city',
  'region',
  'postcode',
] as const;
export type AddressPart = (typeof ADDRESS_PARTS)[number];

/** How a country's form looks: rows of parts, which are required, and the regions to choose from. */
export type AddressForm = {
  country: string;
  rows: AddressPart[][];
  required: AddressPart[];
  regions: { code: string; name: string }[];
  /** An example of a postcode, empty where there is none. */
  postcode: string;
};

/** What is wrong with an address: the part, and whether it is missing or can't be. */
export type AddressFault = { part: AddressPart | 'country'; fault: 'missing' | 'wrong' };
