import { signIn } from '../../server/testing/api.ts';
import type { LobbyEntry } from '../../shared/model/showroom.ts';
import type { Served } from './harness.ts';
import { staffOf } from './returns.ts';

/**
 * Puts the slate on every screen, as its owner, before anybody comes in: for journeys that look elsewhere. The house's film
 * in two or three windows takes a fifth of what drawing, decoding and sending take on a machine without a graphics card.
 */
export async function showSlates(server: Served): Promise<void> {
  const owner = await signIn(staffOf(server), 'owner');
  const { body } = await owner.call('GET', '/api/showrooms');
  for (const { slug } of body.showrooms as LobbyEntry[]) {
    const { status } = await owner.call('PUT', `/api/console/showrooms/${slug}`, { screen: 'slate' });
    if (status !== 200) throw new Error(`${slug} keeps its film: ${status}`);
  }
}
