import { expect, test } from 'vitest';
import { formatLength, formatWeight, regionName } from './format.ts';

test('[UI1] lengths, weights and countries are written as the reader writes them', () => {
  expect(formatLength(174.6, 'en')).toBe('17.5 cm');
  expect(formatLength(1200, 'zh')).toBe('120厘米');
  expect(formatWeight(940, 'en')).toBe('940 g');
  expect(formatWeight(5400, 'en')).toBe('5.4 kg');
  expect(regionName('PT', 'en')).toBe('Portugal');
  expect(regionName('PT', 'zh')).toBe('葡萄牙');
});
