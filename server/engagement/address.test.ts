import { expect, test } from 'vitest';
import { digestAddress } from './address.ts';

test('[MD6] of an address a salted digest is kept, the same for both ways of writing it', () => {
  const digest = digestAddress('salt', '203.0.113.7');
  expect(digest).toHaveLength(43);
  expect(digestAddress('salt', '::ffff:203.0.113.7')).toBe(digest);
  expect(digestAddress('other', '203.0.113.7')).not.toBe(digest);
  expect(digestAddress('salt', '2001:DB8::1')).toBe(digestAddress('salt', '2001:db8::1'));
});

test('[MD6] nothing is kept of an address that many share, or of what is no address', () => {
  for (const address of ['127.0.0.1', '::1', '10.1.2.3', '192.168.0.9', '172.20.0.1', 'fe80::1', '', 'x'])
    expect([address, digestAddress('salt', address)]).toEqual([address, '']);
});
