import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseLane, type Field, type Flight, GAP, leastBusy } from './lanes.ts';

const field: Field = { width: 600, lanes: 4, flightMs: 8000 };
/** Where a line is at a time, as [left, right] from the edge at which it entered. */
const at = ({ startedAt, width }: Flight, now: number): [number, number] => {
  const head = ((now - startedAt) * (field.width + width)) / field.flightMs;
  return [head - width, head];
};

test('[CH12] lines that share a lane never touch, whatever their lengths and times', () => {
  const arrival = fc.record({
    after: fc.integer({ min: 0, max: 3000 }),
    width: fc.integer({ min: 20, max: 900 }),
    fromLeft: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(arrival, { maxLength: 60 }), (arrivals) => {
      const lanes: Flight[][] = [[], [], [], []];
      let now = 0;
      for (const { after, width, fromLeft } of arrivals) {
        now += after;
        const next = { startedAt: now, width, fromLeft };
        const lane = chooseLane(
          lanes.map((flights) => flights.at(-1)),
          next,
          field,
        );
        if (lane !== undefined) lanes[lane]!.push(next);
      }
      for (const flights of lanes)
        for (const [index, one] of flights.entries())
          for (const next of flights.slice(index + 1)) {
            const end = one.startedAt + field.flightMs;
            for (let time = next.startedAt; time < end; time += 100) {
              expect(one.fromLeft).toBe(next.fromLeft);
              // What is beyond the far edge is not seen.
              if (at(next, time)[1] <= field.width)
                expect(at(next, time)[1]).toBeLessThanOrEqual(at(one, time)[0] + 1);
            }
          }
    }),
  );
});

test('[CH12] the first free lane is taken; with none free a line is left out', () => {
  const flight = (startedAt: number): Flight => ({ startedAt, width: 200, fromLeft: false });
  const last: (Flight | undefined)[] = [];
  for (let lane = 0; lane < field.lanes; lane++) {
    expect(chooseLane(last, flight(0), field)).toBe(lane);
    last[lane] = flight(0);
  }
  expect(chooseLane(last, flight(0), field)).toBeUndefined();
  const entered = ((200 + GAP) / (field.width + 200)) * field.flightMs;
  expect(chooseLane(last, flight(entered - 1), field)).toBeUndefined();
  expect(chooseLane(last, flight(entered + 1), field)).toBe(0);
});

test('[CH12] one’s own line goes where it disturbs least', () => {
  const flight = (startedAt: number): Flight => ({ startedAt, width: 200, fromLeft: false });
  expect(leastBusy([flight(30), flight(10), flight(20)], 3)).toBe(1);
  expect(leastBusy([flight(30), undefined, flight(20)], 3)).toBe(1);
});
