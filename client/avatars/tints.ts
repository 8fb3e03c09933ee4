import type { Tint } from './palettes.ts';

type Texel = readonly [number, number];
/** Where in a body's palette a part's colour is, and what changes with it. */
export type TintPart = {
  texel: Texel;
  /** More texels of the same colour. */
  also?: readonly Texel[];
  choices?: readonly string[];
  /** Lips go with the skin: their colour for each of its choices. */
  lips?: { texel: Texel; choices: readonly string[] };
};
/** The parts of a body that may be coloured; null where a body has no such part. */
export type TintParts = Partial<Record<'top' | 'skin' | 'hair' | 'legs', TintPart | null>>;

type Wish = {
  colour: string;
  skin?: string | undefined;
  hair?: string | undefined;
  legs?: string | undefined;
};

/** What to paint of a body's palette for a look; a part without a wish keeps the body's own colour. */
export function tintsOf(parts: TintParts | undefined, { colour, skin, hair, legs }: Wish): Tint[] {
  const wishes = { top: colour, skin, hair, legs } as const;
  return (Object.keys(wishes) as (keyof typeof wishes)[]).flatMap((name) => {
    const part = parts?.[name];
    const wish = wishes[name];
    if (!part || !wish || part.choices?.includes(wish) === false) return [];
    const texels = [part.texel, ...(part.also ?? [])].map((texel) => ({ texel, colour: wish }));
    const lips = part.lips?.choices[part.choices?.indexOf(wish) ?? -1];
    return lips && part.lips ? [...texels, { texel: part.lips.texel, colour: lips }] : texels;
  });
}
