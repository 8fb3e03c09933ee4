import { createHmac } from 'node:crypto';
import { BlockList, isIP } from 'node:net';

/** Addresses that say nothing of a person: of this machine and of networks behind which many are. */
const SHARED = new BlockList();
for (const [network, bits, family] of [
  ['127.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['::1', 128, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
] as const)
  SHARED.addSubnet(network, bits, family);

/** What is kept of an address that is banned: a salted digest; nothing of one that many share, nor of what is no address. */
export function digestAddress(salt: string, address: string): string {
  const plain = address.replace(/^::ffff:(?=\d)/i, '');
  const family = isIP(plain);
  if (family === 0 || SHARED.check(plain, family === 4 ? 'ipv4' : 'ipv6')) return '';
  return createHmac('sha256', salt).update(plain.toLowerCase()).digest('base64url');
}
