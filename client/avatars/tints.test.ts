import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { BODIES, HAIRS, SKINS } from '../../shared/model/avatar.ts';
import type { BodyFacts } from './bodyModel.ts';
import { tintsOf } from './tints.ts';

const bodies = JSON.parse(readFileSync('assets/avatars/avatars.json', 'utf8')) as BodyFacts[];

test('[AV26] a look paints only what one chose, and lips go with the skin', () => {
  const { tint } = bodies[0]!;
  expect(tintsOf(tint, { colour: '#2f5a56', skin: '', hair: '' })).toEqual([
    { texel: tint!.top!.texel, colour: '#2f5a56' },
  ]);
  const painted = tintsOf(tint, { colour: '', skin: SKINS[5], hair: HAIRS[3] });
  expect(painted).toContainEqual({ texel: tint!.skin!.texel, colour: SKINS[5] });
  expect(painted).toContainEqual({
    texel: tint!.skin!.lips!.texel,
    colour: tint!.skin!.lips!.choices[5],
  });
  expect(painted.filter(({ colour }) => colour === HAIRS[3]).length).toBe(2);
});

test('[AV26] every body takes the colours that are offered; one who wears a scarf keeps it', () => {
  expect(bodies.map(({ name }) => name).sort()).toEqual([...BODIES].sort());
  for (const { tint } of bodies) {
    expect(tint?.skin?.choices).toEqual([...SKINS]);
    const painted = tintsOf(tint, { colour: '', hair: HAIRS[0] });
    expect(painted.length > 0).toBe(tint?.hair?.choices?.includes(HAIRS[0]) ?? false);
  }
});
