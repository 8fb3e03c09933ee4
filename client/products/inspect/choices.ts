import type { Offer, ProductSheet } from '../../../shared/model/catalogue.ts';
import { inLanguage, type LocalText } from '../../../shared/model/localText.ts';

/** One way to have a product: a SKU, or a variant of the model that is not for sale. */
export type Choice = {
  key: string;
  variant: string;
  /** What it is called; null for the product as it is. */
  label: LocalText | null;
  /** `#rrggbb`, or empty. */
  swatch: string;
  offer: Offer | undefined;
};

/** All ways to have a product, those for sale first. */
export function choicesOf({ offers, variants, authoring }: ProductSheet): Choice[] {
  const known = (name: string) => authoring.variants.find(({ variant }) => variant === name);
  const labelOf = (name: string): LocalText | null => known(name)?.label ?? (name ? { en: name } : null);
  const own = offers.filter(({ part }) => part === '');
  const sold = own.map((offer) => ({
    key: offer.sku,
    variant: offer.variant,
    label: offer.label ?? labelOf(offer.variant),
    swatch: known(offer.variant)?.swatch ?? '',
    offer,
  }));
  const rest = variants
    .filter((name) => !own.some(({ variant }) => variant === name))
    .map((name) => ({
      key: `variant ${name}`,
      variant: name,
      label: labelOf(name),
      swatch: known(name)?.swatch ?? '',
      offer: undefined,
    }));
  return [...sold, ...rest];
}

/** The variant that a view means: the one that it names where there is such; else that of the first offer, with which one meets a product. */
export const variantMeant = (choices: readonly Choice[], named: string): string =>
  choices.some(({ variant }) => variant === named) ? named : (choices[0]?.variant ?? '');

/** Parts of one kind as the list shows them: name, number, which they are, and how to buy another. */
export type PartEntry = { ids: string[]; name: LocalText; number: string; offer: Offer | undefined };

/** The parts of a product, in the order in which they come off; those that stay come last. */
export function partsOf(sheet: ProductSheet): PartEntry[] {
  const plan = sheet.authoring.explode ?? sheet.explode;
  const stepOf = new Map(plan.parts.map(({ id, step }) => [id, step]));
  const at = (id: string): number => stepOf.get(id) ?? plan.steps;
  const kinds = new Map<string, PartEntry>();
  for (const { id, name } of [...sheet.parts].sort((a, b) => at(a.id) - at(b.id))) {
    const known = sheet.authoring.parts.find(({ part }) => part === id);
    const entry = { ids: [id], name: known?.name ?? { en: name }, number: known?.number ?? '' };
    const kind = `${entry.number}/${entry.name.en}`;
    const same = kinds.get(kind);
    const offer = sheet.offers.find(({ part }) => part === id);
    if (!same) kinds.set(kind, { ...entry, offer });
    else {
      same.ids.push(id);
      same.offer ??= offer;
    }
  }
  return [...kinds.values()];
}

/** What comes off in a step (from 1), each name once with how many there are of it. */
export function comesOff(sheet: ProductSheet, step: number, language: string): string {
  const plan = sheet.authoring.explode ?? sheet.explode;
  const ids = new Set(plan.parts.filter((part) => part.step === step - 1).map(({ id }) => id));
  const words = partsOf(sheet).flatMap(({ ids: own, name }) => {
    const count = own.filter((id) => ids.has(id)).length;
    const word = inLanguage(name, language);
    return count === 0 ? [] : [count > 1 ? `${word} × ${count}` : word];
  });
  return new Intl.ListFormat(language, { type: 'conjunction', style: 'narrow' }).format(words);
}

/** The number of steps in which a product comes apart; 0 when nothing comes off. */
export function stepsOf({ authoring, explode }: ProductSheet): number {
  const plan = authoring.explode ?? explode;
  return plan.parts.length > 0 ? plan.steps : 0;
}
