import type { Money } from './money.ts';

/** A text in the languages that we have it in; `en` is always there. */
export type LocalText = { en: string; [language: string]: string };

/** A product as shoppers see it; sizes in millimetres (width, height, depth), weight in grams. */
export type Product = {
  slug: string;
  sku: string;
  name: LocalText;
  text: LocalText;
  materials: LocalText;
  price: Money;
  stock: number;
  sizeMm: [width: number, height: number, depth: number];
  weightGrams: number;
  origin: string;
  model: string;
  thumbnail: string;
  /** Radians to turn it on a stand so that it looks best. */
  standYaw: number;
};

/** The text in a language, else in English. */
export function inLanguage(text: LocalText, language: string): string {
  return text[language] ?? text[language.split('-')[0]!] ?? text.en;
}
