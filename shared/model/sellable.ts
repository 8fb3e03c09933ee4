import type { MadeModel, Offer, ProductContent } from './catalogue.ts';

/** What a version lacks before it can be sold. */
export const LACKS = ['model', 'picture', 'name', 'offer', 'variant'] as const;
export type Lack = (typeof LACKS)[number];

/** What a version still lacks; nothing when it may be published. An offer of a variant that the model does not have counts as none. */
export function lacksOf(content: ProductContent, model: MadeModel, offers: readonly Offer[]): Lack[] {
  const own = offers.filter(({ part }) => part === '');
  const lacks: Record<Lack, boolean> = {
    model: (model.files.hero?.web?.triangles ?? 0) === 0,
    picture: content.pictures.thumbnail === '',
    name: content.name.en.trim() === '',
    offer: own.length === 0,
    variant: own.some(({ variant }) => variant !== '' && !model.variants.includes(variant)),
  };
  return LACKS.filter((lack) => lacks[lack]);
}
