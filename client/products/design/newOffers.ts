import type { VariantSheet } from '../../../shared/model/authoring.ts';
import type { Offer } from '../../../shared/model/catalogue.ts';

/** Variants of a model that nothing is sold as yet, in the file's order. */
export const unsoldVariants = (variants: readonly string[], offers: readonly Offer[]): string[] =>
  variants.filter((name) => !offers.some(({ variant }) => variant === name));

/** One more line: of a variant by its name and label, at the price of the line before, with a SKU that no line has. */
export function nextOffer(
  slug: string,
  variant: string,
  offers: readonly Offer[],
  sheets: readonly VariantSheet[],
): Offer {
  const before = offers.at(-1)?.price ?? { amount: 0, currency: 'EUR' };
  const label =
    sheets.find((sheet) => sheet.variant === variant)?.label ?? (variant ? { en: variant } : null);
  const price = variant ? { ...before } : { ...before, amount: 0 };
  return { sku: freeSku(slug, variant, offers), variant, part: '', label, price, stock: 0 };
}

function freeSku(slug: string, variant: string, offers: readonly Offer[]): string {
  const tidy = (text: string): string =>
    text
      .toUpperCase()
      .replace(/[^A-Z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 28);
  const stem = [tidy(slug), tidy(variant)].filter(Boolean).join('-');
  const taken = new Set(offers.map(({ sku }) => sku));
  if (tidy(variant) && !taken.has(stem)) return stem;
  for (let number = offers.length + 1; ; number++)
    if (!taken.has(`${stem}-${number}`)) return `${stem}-${number}`;
}
