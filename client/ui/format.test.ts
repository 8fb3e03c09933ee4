import { expect, test } from 'vitest';
import {
  formatLength,
  formatNumber,
  formatShare,
  formatTime,
  formatWeight,
  isolate,
  regionName,
  writingOf,
} from './format.ts';

test('[UI1] lengths, weights and countries are written as the reader writes them', () => {
  expect(formatLength(174.6, 'en')).toBe('17.5 cm');
  expect(formatLength(1200, 'zh')).toBe('120厘米');
  expect(formatWeight(940, 'en')).toBe('940 g');
  expect(formatWeight(5400, 'en')).toBe('5.4 kg');
  expect(regionName('PT', 'en')).toBe('Portugal');
  expect(regionName('PT', 'zh')).toBe('葡萄牙');
});

test('[UI2] numbers and dates follow the visitor’s own part of the world, in the language in use', () => {
  expect(writingOf('en', ['de-CH', 'en-GB', 'en-US'])).toBe('en-GB');
  expect(writingOf('zh', ['en-GB'])).toBe('zh');
  expect(formatNumber(1234, 'ar-EG')).toBe('١٬٢٣٤');
  expect(formatNumber(1234, 'es-ES')).toBe('1234');
  expect(formatShare(0.5, 'en-GB')).toBe('50%');
  expect(formatTime('2030-01-31T12:00:00Z', 'en-GB')).toMatch(/^31 Jan 2030/);
  expect(formatTime('2030-01-31T12:00:00Z', 'en-US')).toMatch(/^Jan 31, 2030/);
});

test('[UI3] what runs against its surroundings is fenced off, and nothing else', () => {
  expect(isolate('V-000001', true)).toBe('\u2068V-000001\u2069');
  expect(isolate('عمر', true)).toBe('عمر');
  expect(isolate('عمر', false)).toBe('\u2068عمر\u2069');
  expect(isolate('Ada', false)).toBe('Ada');
});
