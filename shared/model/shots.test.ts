import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contain, cover, LAYOUTS, MOST_IN, type Place, placesOf } from './shots.ts';

/** How far two places overlap, in parts of the picture. */
const overlap = (a: Place, b: Place): number =>
  Math.min(
    Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x),
    Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y),
  );

test('[MX1] every layout gives each input it shows a place inside the picture; big ones never overlap', () => {
  fc.assert(
    fc.property(fc.constantFrom(...LAYOUTS), fc.nat(20), (layout, count) => {
      const places = placesOf(layout, count);
      expect(places).toHaveLength(Math.min(count, MOST_IN[layout]));
      for (const { x, y, width, height } of places) {
        expect(Math.min(x, y, width, height)).toBeGreaterThan(-1e-9);
        expect(Math.max(x + width, y + height)).toBeLessThan(1 + 1e-9);
      }
      const apart = layout === 'inset' ? places.slice(1) : places;
      for (const [i, a] of apart.entries())
        for (const b of apart.slice(i + 1)) expect(overlap(a, b)).toBeLessThan(1e-9);
    }),
  );
});

const size = fc.record({
  width: fc.integer({ min: 1, max: 4000 }),
  height: fc.integer({ min: 1, max: 4000 }),
});

test('[MX2] a picture fills its place, or lies in it, without distortion', () => {
  fc.assert(
    fc.property(size, size, (picture, place) => {
      const part = cover(picture, place);
      expect((part.width * place.height) / (part.height * place.width)).toBeCloseTo(1, 5);
      expect(part.width).toBeLessThan(picture.width + 1e-6);
      expect(part.height).toBeLessThan(picture.height + 1e-6);
      const inside = contain(picture, place);
      expect((inside.width * picture.height) / (inside.height * picture.width)).toBeCloseTo(1, 5);
      expect(inside.width).toBeLessThan(place.width + 1e-6);
      expect(inside.height).toBeLessThan(place.height + 1e-6);
    }),
  );
});
