import type { Authoring } from './authoring.ts';
import type { Selling } from './cart.ts';
import type { ModelFiles } from './delivery.ts';
import type { Mount } from './layout.ts';
import type { LocalText } from './localText.ts';
import type { Money } from './money.ts';
import type { ExplodePlan, Part } from './part.ts';

/** One thing that can be bought: a product, one of its variants, or a spare part; each has its own price and stock. */
export type Offer = {
  sku: string;
  /** The variant of the model that it is, by the name in the file; empty for the product as it is. */
  variant: string;
  /** The part that it is a spare of; empty for the product itself. */
  part: string;
  label: LocalText | null;
  price: Money;
  stock: number;
  /** How it is sold when none is left: `incoming` may be sold before they are there, from `readyAt` on. */
  selling?: Selling;
  incoming?: number;
  readyAt?: number | null;
  /** What it was said to cost otherwise, in the same market. */
  compareAt?: Money | null;
  /** Why it costs less than `compareAt` for now. */
  reason?: LocalText;
};

/** A product as shoppers see it; sizes in millimetres (width, height, depth), weight in grams. */
export type Product = {
  slug: string;
  /** SKU, price and stock of its first offer; `stock` counts all its variants. */
  sku: string;
  price: Money;
  stock: number;
  /** How its first offer is sold when none is left. */
  selling?: Selling;
  incoming?: number;
  readyAt?: number | null;
  /** What it was said to cost otherwise, in the same market. */
  compareAt?: Money | null;
  /** Why it costs less than `compareAt` for now. */
  reason?: LocalText;
  name: LocalText;
  text: LocalText;
  materials: LocalText;
  sizeMm: [width: number, height: number, depth: number];
  weightGrams: number;
  /** Country of origin, ISO 3166-1 alpha-2. */
  origin: string;
  /** The model for the hand. */
  model: string;
  thumbnail: string;
  /** Radians to turn it on a stand so that it looks best. */
  standYaw: number;
  /** Where it is at home in somebody's room. */
  mount: Mount;
  /** The version that is on sale. */
  version: number;
  files: ModelFiles;
  brand: string;
  categories: string[];
  tags: string[];
};

/** A fact of a product beside the usual ones. */
export type Attribute = { name: LocalText; value: LocalText };

/** Pictures of a product; `turntable` is one picture of `frames` views in rows of `columns`. */
export type Pictures = {
  thumbnail: string;
  poster: string;
  social: string;
  turntable: { url: string; frames: number; columns: number } | null;
};

/** What the pipeline made of an upload, as a version keeps it. */
export type MadeModel = {
  files: ModelFiles;
  /** The upload as it came, packed into one file. */
  original: string;
  usdz: string;
  sizeMm: [width: number, height: number, depth: number];
  parts: Part[];
  explode: ExplodePlan;
  /** Names of KHR_materials_variants, in the order of the file. */
  variants: string[];
  animations: { name: string; seconds: number }[];
};

/** What a designer writes about a product; a version keeps all of it. */
export type ProductContent = {
  name: LocalText;
  text: LocalText;
  materials: LocalText;
  care: LocalText;
  brand: string;
  categories: string[];
  tags: string[];
  weightGrams: number;
  origin: string;
  /** Harmonised System code, 6 to 10 digits, or empty. */
  hsCode: string;
  attributes: Attribute[];
  /** Where it is at home in somebody's room. */
  mount: Mount;
  standYaw: number;
  pictures: Pictures;
  authoring: Authoring;
};

/** All that the inspector shows of a product. */
export type ProductSheet = Product &
  Pick<ProductContent, 'care' | 'hsCode' | 'attributes' | 'pictures' | 'authoring'> &
  Omit<MadeModel, 'files' | 'sizeMm' | 'original'> & { offers: Offer[] };
