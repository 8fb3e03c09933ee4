import { inLanguage } from '../../shared/model/localText.ts';
import type { Guests } from './guests.ts';
import { addressOf } from './letters.ts';
import type { Events } from './records.ts';

/** What a preview of a link shows. */
export type Head = { title: string; description: string; picture: string; address: string };

/** Letters of a description that previews show. */
const DESCRIPTION = 200;

/** What the invitation to an event says of itself to who follows a link: undefined when there is none, nothing of an event to who is not invited. */
export async function headOf(
  parts: { events: Pick<Events, 'bySlug'>; guests: Pick<Guests, 'admits'>; base: string },
  slug: string,
  ticket: string | undefined,
): Promise<Partial<Head> | undefined> {
  const event = await parts.events.bySlug(slug).catch(() => undefined);
  if (!event || event.status === 'draft') return undefined;
  if (!(await parts.guests.admits(event, ticket))) return {};
  const when = new Intl.DateTimeFormat('en', {
    dateStyle: 'full',
    timeStyle: 'short',
    timeZone: event.zone,
  }).format(event.startsAt);
  const words = [`${when} (${event.zone})`, inLanguage(event.text, 'en')].filter(Boolean).join(' · ');
  const picture = event.picture || `/assets/scenes/${event.scene}/poster.webp`;
  const key = event.picture && event.access !== 'public' ? `&ticket=${encodeURIComponent(ticket ?? '')}` : '';
  return {
    title: inLanguage(event.title, 'en'),
    description: words.slice(0, DESCRIPTION),
    picture: `${parts.base}${picture}${key}`,
    address: addressOf(parts.base, event, ticket ?? ''),
  };
}
