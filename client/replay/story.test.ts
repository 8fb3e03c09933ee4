import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Product } from '../../shared/model/catalogue.ts';
import { momentAt, type ReplayEntry } from '../../shared/model/replay.ts';
import { asShownAt, captionAt, countAt, linesAt, pinAt, readStory } from './story.ts';

const chat = (id: number, at: number): ReplayEntry => ({
  id,
  at,
  kind: 'chat',
  data: { line: id, name: 'Ada', text: `line ${id}` },
});

test('[RP1] at any moment, whichever way one came to it, one sees the lines that had been said by then', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 10_000 })),
      fc.integer({ min: 0, max: 10_000 }),
      (times, at) => {
        const story = readStory(
          times.map((time, i) => chat(i + 1, time)),
          { from: 0, to: 10_000 },
        );
        expect(countAt(story.lines, at)).toBe(times.filter((time) => time <= at).length);
        const shown = linesAt(story, at, 5);
        expect(shown.length).toBe(Math.min(5, times.filter((time) => time <= at).length));
        expect(shown.every((line) => line.at <= at)).toBe(true);
      },
    ),
  );
});

test('[RP2] lines taken away are not shown again; pins, captions and applause are where they were', () => {
  const story = readStory(
    [
      chat(1, 100),
      { id: 2, at: 500, kind: 'removed', data: { line: 1 } },
      { id: 3, at: 1000, kind: 'pin', data: { stand: 'stand-1', product: 'lamp' } },
      { id: 4, at: 2000, kind: 'pin', data: { stand: '', product: '' } },
      { id: 5, at: 3000, kind: 'caption', data: { text: 'Hi', language: 'en', held: false } },
      { id: 6, at: 4000, kind: 'reactions', data: { counts: { heart: 4 } } },
      { id: 7, at: 8000, kind: 'reactions', data: { counts: { heart: 1, clap: 1 } } },
    ],
    { from: 0, to: 9600 },
  );
  expect(story.lines).toEqual([]);
  expect([pinAt(story, 999), pinAt(story, 1500)?.product, pinAt(story, 2500)]).toEqual([
    undefined,
    'lamp',
    undefined,
  ]);
  expect(story.chapters).toEqual([{ at: 1000, product: 'lamp' }]);
  expect([captionAt(story, 3100)?.text, captionAt(story, 5501)]).toEqual(['Hi', undefined]);
  expect([story.applause[40], story.applause[80], story.applause[0]]).toEqual([1, 0.5, 0]);
});

test('[RP3] a moment lies in its part, or in a gap that tells what comes after; a cut is no gap', () => {
  const parts = [
    { url: 'a', from: 0, ms: 1000, codec: 'vp8' },
    { url: 'b', from: 1300, ms: 1000, codec: 'vp8' },
    { url: 'c', from: 9000, ms: 1000, codec: 'vp8' },
  ];
  expect(momentAt(parts, 500)).toEqual({ part: 0, offset: 500 });
  expect(momentAt(parts, 1001)).toEqual({ part: 1, offset: 0 });
  expect(momentAt(parts, 2400)).toEqual({ gap: true, until: 9000 });
  expect(momentAt(parts, 9500)).toEqual({ part: 2, offset: 500 });
  expect(momentAt(parts, 10_001)).toEqual({ gap: true, until: undefined });
});

test('[IN30] a product looks as the version that stood there then; its price is today’s', () => {
  const shown = (id: number, at: number, version: number): ReplayEntry => ({
    ...{ id, at, kind: 'shown' },
    data: { product: 'lamp', version, name: { en: `Lamp ${version}` }, thumbnail: `/${version}.webp` },
  });
  const story = readStory([shown(1, 1000, 1), shown(2, 4000, 2)], { from: 0, to: 9600 });
  const today = { slug: 'lamp', name: { en: 'Lamp 3' }, thumbnail: '/3.webp', stock: 5 } as Product;
  const at = (ms: number) => asShownAt(story, today, ms);
  expect([at(999).name.en, at(1000).name.en, at(5000).thumbnail]).toEqual(['Lamp 3', 'Lamp 1', '/2.webp']);
  expect(at(1000).stock).toBe(5);
  expect(asShownAt(story, { ...today, slug: 'chair' }, 5000).name.en).toBe('Lamp 3');
});
