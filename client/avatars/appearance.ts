import { BODIES, COLOURS, HAIRS, LEGS, type Look, NAME_MAX, SKINS } from '../../shared/model/avatar.ts';

const STORE_KEY = 'vitrine.appearance';

/** Name and look, as this device remembers them; the first of everything for who comes for the first time. */
export function readAppearance(): Look & { name: string } {
  let stored: Partial<Record<keyof Look | 'name', unknown>> = {};
  try {
    stored = JSON.parse(localStorage.getItem(STORE_KEY) ?? '{}') ?? {};
  } catch {
    // What is broken counts as nothing.
  }
  const one = <T extends string, Else extends string>(all: readonly T[], wish: unknown, otherwise: Else) =>
    all.find((option) => option === wish) ?? otherwise;
  return {
    name: typeof stored.name === 'string' ? stored.name.slice(0, NAME_MAX) : '',
    body: one(BODIES, stored.body, BODIES[0]),
    colour: one(COLOURS, stored.colour, COLOURS[0]),
    skin: one(SKINS, stored.skin, ''),
    hair: one(HAIRS, stored.hair, ''),
    legs: one(LEGS, stored.legs, ''),
  };
}

/** Remembers name and look on this device. */
export function storeAppearance(appearance: Look & { name: string }): void {
  localStorage.setItem(STORE_KEY, JSON.stringify(appearance));
}
