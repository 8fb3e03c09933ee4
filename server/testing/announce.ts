import type { EventStatus } from '../../shared/model/event.ts';
import { type Api, signIn } from './api.ts';
import type { TestHouse } from './house.ts';

/** An event of the atelier, announced for tomorrow; `become` moves it on as a host does. */
export type TestEvent = { id: string; slug: string; become(status: EventStatus): Promise<void> };

const DAY_MS = 86_400_000;

/** Writes an event and announces it. */
export async function announce(
  house: Pick<TestHouse, 'url' | 'clock' | 'staff'>,
  title: string,
): Promise<TestEvent> {
  const owner: Api = await signIn(house, 'owner');
  const startsAt = house.clock.now() + DAY_MS;
  const wish = { showroom: 'atelier', title: { en: title }, text: { en: '' }, startsAt };
  const { body, status } = await owner.call('POST', '/api/console/events', {
    ...wish,
    endsAt: startsAt + DAY_MS,
    zone: 'Europe/Berlin',
    access: 'public',
  });
  if (status >= 300) throw new Error(`the event could not be written: ${JSON.stringify(body)}`);
  const become = async (to: EventStatus): Promise<void> => {
    const answer = await owner.call('POST', `/api/console/events/${body.event.id}/status`, { to });
    if (answer.status >= 300)
      throw new Error(`the event did not become ${to}: ${JSON.stringify(answer.body)}`);
  };
  await become('scheduled');
  return { id: body.event.id, slug: body.event.slug, become };
}
