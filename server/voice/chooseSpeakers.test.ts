import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseSpeakers, KEEP_METRES, type Speaker } from './chooseSpeakers.ts';

const REACH = 14;
const me = { x: 0, z: 0 };
const limits = { most: 8, reachMetres: REACH };
const nobody = new Set<string>();
const at = (id: string, x: number, talking = true): Speaker => ({ id, x, z: 0, talking });
const metres = fc.double({ min: -40, max: 40, noNaN: true });
const crowd = fc
  .array(fc.record({ x: metres, z: metres, talking: fc.boolean() }), { maxLength: 40 })
  .map((people) => people.map((one, index): Speaker => ({ id: `p${index}`, ...one })));
const someOf = (people: Speaker[]) =>
  fc.subarray(people.map(({ id }) => id)).map((ids): Set<string> => new Set(ids));
const scene = crowd.chain((people) =>
  fc.record({
    people: fc.constant(people),
    heard: someOf(people),
    shut: someOf(people),
    most: fc.integer({ min: 1, max: 16 }),
  }),
);
const distance = ({ x, z }: Speaker) => Math.hypot(x, z);

test('[VO1] never more than the limit, nobody twice, nobody who is blocked, nobody out of reach', () => {
  fc.assert(
    fc.property(scene, ({ people, heard, shut, most }) => {
      const chosen = chooseSpeakers(me, people, heard, { most, reachMetres: REACH }, (id) => !shut.has(id));
      expect(chosen.length).toBeLessThanOrEqual(most);
      expect(new Set(chosen).size).toBe(chosen.length);
      for (const id of chosen) {
        expect(shut.has(id)).toBe(false);
        expect(distance(people.find((one) => one.id === id)!)).toBeLessThanOrEqual(REACH + KEEP_METRES);
      }
    }),
    { numRuns: 1000 },
  );
});

test('[VO2] the nearest are chosen: who is left out is not nearer than who is in, but for what keeps one in', () => {
  fc.assert(
    fc.property(scene, ({ people, heard, most }) => {
      const chosen = new Set(chooseSpeakers(me, people, heard, { most, reachMetres: REACH }));
      const inside = people.filter(({ id }) => chosen.has(id));
      for (const out of people.filter(
        (one) => one.talking && !chosen.has(one.id) && distance(one) <= REACH,
      )) {
        expect(chosen.size).toBe(most);
        expect(inside.every(({ talking }) => talking)).toBe(true);
        for (const kept of inside)
          expect(distance(kept)).toBeLessThanOrEqual(distance(out) + (heard.has(kept.id) ? KEEP_METRES : 0));
      }
    }),
    { numRuns: 1000 },
  );
});

test('[VO3] a choice is stable: choosing again from the same room changes nothing', () => {
  fc.assert(
    fc.property(scene, ({ people, heard, most }) => {
      const hearing = { most, reachMetres: REACH };
      const first = chooseSpeakers(me, people, heard, hearing);
      const again = chooseSpeakers(me, people, new Set(first), hearing);
      expect(new Set(again)).toEqual(new Set(first));
    }),
    { numRuns: 1000 },
  );
});

test('[VO3] two who sway around the same distance do not take turns', () => {
  const one = { ...limits, most: 1 };
  let heard = new Set(chooseSpeakers(me, [at('a', 5), at('b', 5.1)], nobody, one));
  expect([...heard]).toEqual(['a']);
  for (let step = 0; step < 50; step++) {
    const sway = Math.sin(step) * 0.9;
    heard = new Set(chooseSpeakers(me, [at('a', 5 + sway), at('b', 5 - sway)], heard, one));
    expect([...heard]).toEqual(['a']);
  }
  expect(chooseSpeakers(me, [at('a', 8), at('b', 5)], heard, one)).toEqual(['b']);
});

test('[VO4] one who talks comes before one who is silent but nearer; the silent fill what is left', () => {
  const people = [at('near', 1, false), at('far', 12)];
  expect(chooseSpeakers(me, people, nobody, limits)).toEqual(['far', 'near']);
  expect(chooseSpeakers(me, people, new Set(['near']), { ...limits, most: 1 })).toEqual(['far']);
  expect(chooseSpeakers(me, [at('silent', 10, false)], nobody, limits)).toEqual([]);
});
