import { type Api, signIn } from '../../server/testing/api.ts';
import type { LobbyEntry, Showroom } from '../../shared/model/showroom.ts';
import type { Served } from './harness.ts';
import { staffOf } from './returns.ts';

/** Changes what an owner may of a showroom. */
export async function setShowroom(owner: Api, slug: string, changes: Change): Promise<void> {
  const { status } = await owner.call('PUT', `/api/console/showrooms/${slug}`, changes);
  if (status !== 200) throw new Error(`${slug} stays as it is: ${status}`);
}
type Change = { opensAt?: Showroom['opensAt']; screen?: Showroom['theme']['screen'] };

/**
 * Puts the slate on every screen, as its owner, before anybody comes in: for journeys that look elsewhere. The house's film
 * in two or three windows takes a fifth of what drawing, decoding and sending take on a machine without a graphics card.
 */
export async function showSlates(server: Served): Promise<void> {
  const owner = await signIn(staffOf(server), 'owner');
  const { body } = await owner.call('GET', '/api/showrooms');
  for (const { slug } of body.showrooms as LobbyEntry[]) await setShowroom(owner, slug, { screen: 'slate' });
}
