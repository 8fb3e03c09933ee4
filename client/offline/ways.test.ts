import { expect, test } from 'vitest';
import { wayOf, wayToKeep } from './ways.ts';

const ORIGIN = 'https://shop.example';
const way = (path: string, more = {}) =>
  wayOf({ method: 'GET', url: ORIGIN + path, navigation: false, ranged: false, ...more }, ORIGIN);

test('[LD4] pages of rooms, bundles and files of rooms are kept, each in its way', () => {
  expect(way('/', { navigation: true })).toBe('page');
  expect(way('/s/atelier?from=mail', { navigation: true })).toBe('page');
  expect(way('/bundle/room-abc.js')).toBe('bundle');
  expect(way('/assets/scenes/atelier/room-low.glb')).toBe('asset');
  expect(way('/scenes/atelier/atelier.scene.json')).toBe('asset');
  expect(wayToKeep(`${ORIGIN}/`, ORIGIN)).toBe('page');
});

test('[LD4] the interface, rooms, pages of staff, other hosts and parts of files are left alone', () => {
  for (const path of ['/api/session', '/matchmake/joinOrCreate/showroom', '/healthz', '/sw.js'])
    expect(way(path)).toBeUndefined();
  for (const path of ['/studio?key=secret', '/console', '/api/products'])
    expect(way(path, { navigation: true })).toBeUndefined();
  expect(way('/assets/film/house.ivf', { ranged: true })).toBeUndefined();
  expect(way('/bundle/room-abc.js', { method: 'POST' })).toBeUndefined();
  expect(wayToKeep(`${ORIGIN}/assets/panoramas/workshop/saw.webm`, ORIGIN)).toBeUndefined();
  expect(wayToKeep('https://other.example/bundle/room-abc.js', ORIGIN)).toBeUndefined();
});
