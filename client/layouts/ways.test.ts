import { expect, test } from 'vitest';
import {
  type Abilities,
  handedOver,
  handoverLink,
  phoneFile,
  plannerLink,
  quickLookLink,
  sceneViewerLink,
  wayOf,
} from './ways.ts';

const NONE: Abilities = { webxr: false, quickLook: false, android: false, desktop: false };

test('[PN30] the best way to one’s own room is offered, and none that this browser can’t go', () => {
  expect(wayOf({ ...NONE, webxr: true, android: true })).toBe('webxr');
  expect(wayOf({ ...NONE, quickLook: true })).toBe('quickLook');
  expect(wayOf({ ...NONE, android: true })).toBe('sceneViewer');
  expect(wayOf({ ...NONE, desktop: true })).toBe('phone');
  expect(wayOf(NONE)).toBeUndefined();
});

test('[PN31] Quick Look opens at true size with a banner that buys; Scene Viewer at true size, or the planner', () => {
  const banner = { title: 'Chair & table', subtitle: 'Oak', price: '€1,000.00', call: 'Add to cart' };
  expect(quickLookLink('/files/chair.usdz', 'https://shop.test/p/chair', banner)).toBe(
    '/files/chair.usdz#allowsContentScaling=0&canonicalWebPageURL=https%3A%2F%2Fshop.test%2Fp%2Fchair' +
      '&checkoutTitle=Chair%20%26%20table&checkoutSubtitle=Oak&price=%E2%82%AC1%2C000.00&callToAction=Add%20to%20cart',
  );
  const link = sceneViewerLink(
    'https://shop.test/a.glb',
    'Chair; end',
    'https://shop.test/p/chair',
    'https://shop.test/planner',
  );
  const [, query, intent] =
    /^intent:\/\/arvr\.google\.com\/scene-viewer\/1\.0\?([^#]*)#Intent;(.*);end;$/.exec(link)!;
  expect(Object.fromEntries(new URLSearchParams(query))).toMatchObject({
    file: 'https://shop.test/a.glb',
    mode: 'ar_only',
    resizable: 'false',
  });
  expect(intent).toContain('S.browser_fallback_url=https%3A%2F%2Fshop.test%2Fplanner');
  expect(query).not.toContain(';');
});

test('[PN32] links to the planner and to another device name product, SKU and cart', () => {
  expect(plannerLink('chair', 'CH-1/2')).toBe('/planner?add=chair&sku=CH-1%2F2');
  expect(plannerLink('chair', '')).toBe('/planner?add=chair');
  expect(handedOver(new URL(handoverLink('https://shop.test/p/chair?view=a', 'ABC')).hash)).toBe('ABC');
  expect(handedOver('')).toBeUndefined();
});

test('[PF6] the viewers of phones are given files that they read: a product’s own USDZ, or what is made when asked for', () => {
  const chair = { slug: 'chair', version: 3, usdz: '' };
  expect(phoneFile(chair, 'glb')).toBe('/api/products/chair/model.glb?version=3');
  expect(phoneFile(chair, 'usdz')).toBe('/api/products/chair/model.usdz?version=3');
  expect(phoneFile({ ...chair, usdz: '/files/chair.usdz' }, 'usdz')).toBe('/files/chair.usdz');
});
