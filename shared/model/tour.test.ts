import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { type Tour, tourSchema } from './tour.ts';
import { readTourPlace, tourPlace } from './tourPlace.ts';

const names = readdirSync('tours', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const read = (name: string): Tour =>
  tourSchema.parse(JSON.parse(readFileSync(join('tours', name, `${name}.tour.json`), 'utf8')));

test.each(names)('[TO1] the tour %s fits the format, and its files are there and listed', (name) => {
  const tour = read(name);
  const folder = join('assets', 'panoramas', name);
  const listed = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
    file: string;
    bytes: number;
    budget: number;
  }[];
  for (const { file, bytes, budget } of listed) expect([file, bytes <= budget]).toEqual([file, true]);
  const files = tour.points.flatMap(({ file, poster }) => [file, ...(poster ? [poster] : [])]);
  expect(files.filter((file) => !existsSync(join(folder, file)))).toEqual([]);
  expect(files.filter((file) => !listed.some((entry) => entry.file === file))).toEqual([]);
});

test.each(names)('[TO1] in %s every point can be reached from the start', (name) => {
  const { start, points } = read(name);
  const reached = new Set([start]);
  for (const id of reached)
    for (const spot of points.find((point) => point.id === id)!.hotspots)
      if (spot.kind === 'go') reached.add(spot.to);
  expect(points.filter(({ id }) => !reached.has(id))).toEqual([]);
});

test('[TO1] a start or a way to nowhere, a point twice, a strange key and a missing language are refused', () => {
  const whole = read('workshop');
  const faults = (change: (tour: Tour) => void): string[] => {
    const tour = structuredClone(whole);
    change(tour);
    return tourSchema.safeParse(tour).error?.issues.map(({ path }) => path.join('.')) ?? [];
  };
  expect(faults(() => {})).toEqual([]);
  expect(faults((tour) => Object.assign(tour, { start: 'attic' }))).toEqual(['start']);
  expect(faults((tour) => Object.assign(tour.points[1]!, { id: tour.points[0]!.id }))).toContain(
    'points.1.id',
  );
  expect(faults((tour) => Object.assign(tour.points[0]!.hotspots[0]!, { to: 'attic' }))).toEqual([
    'points.0.hotspots.0.to',
  ]);
  expect(faults((tour) => Object.assign(tour, { music: 'loud' }))).toEqual(['']);
  expect(faults((tour) => Object.assign(tour.title, { zh: undefined }))).toEqual(['title.zh']);
});

test('[TO1] the published JSON schema is that of the format', () => {
  const published = JSON.parse(readFileSync(join('tours', 'tour.schema.json'), 'utf8'));
  expect(published).toEqual(z.toJSONSchema(tourSchema));
});

test('[TO2] a place in a tour is one text, and no text is no place', () => {
  expect(readTourPlace(tourPlace('workshop', 'bench'))).toEqual({ tour: 'workshop', point: 'bench' });
  expect([readTourPlace(''), readTourPlace('workshop')]).toEqual([undefined, undefined]);
});
