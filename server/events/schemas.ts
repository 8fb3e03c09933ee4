import { z } from '@hono/zod-openapi';
import { EVENT_ACCESS, EVENT_STATUSES, ITEM_KINDS } from '../../shared/model/event.ts';
import { MAIL_LANGUAGES } from './letters.ts';

const TITLE_MAX = 120;
const TEXT_MAX = 2000;
const YEAR_2200_MS = 7_258_118_400_000;
const DAY_SECONDS = 86_400;

const localText = (max: number) => {
  const text = z.string().trim().max(max);
  return (en: z.ZodString) => z.object({ en }).catchall(text);
};
const time = z.number().int().min(0).max(YEAR_2200_MS);

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** An address of mail. */
export const email = z.email().max(254);
/** A language that mails speak. */
export const mailLanguage = z.enum(MAIL_LANGUAGES);
/** What lets one see and enter an event that is not for everybody: its key, or a guest's token. */
export const ticket = z.string().max(64).optional();

/** What a host says of an event. */
export const wish = z.strictObject({
  showroom: z.string().max(32),
  title: localText(TITLE_MAX)(z.string().trim().min(1).max(TITLE_MAX)),
  text: localText(TEXT_MAX)(z.string().trim().max(TEXT_MAX)),
  startsAt: time,
  endsAt: time,
  zone: z.string().max(64).refine(isZone, 'a zone as Europe/Berlin'),
  access: z.enum(EVENT_ACCESS),
});

/** What a host plans to happen. */
export const plannedItems = z.strictObject({
  items: z
    .array(
      z.strictObject({
        id: z.string().max(64).optional(),
        kind: z.enum(ITEM_KINDS),
        title: z.string().trim().min(1).max(TITLE_MAX),
        product: z.string().max(64).default(''),
        plannedSeconds: z.number().int().min(1).max(DAY_SECONDS),
      }),
    )
    .max(100),
});

const text = z.object({ en: z.string() }).catchall(z.string());
const item = z.object({
  id: z.string(),
  kind: z.enum(ITEM_KINDS),
  title: z.string(),
  product: z.string(),
  plannedSeconds: z.number().int(),
  startedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
});
/** An event as its visitors see it. */
export const card = z
  .object({
    id: z.string(),
    slug: z.string(),
    showroom: z.string(),
    title: text,
    text,
    status: z.enum(EVENT_STATUSES),
    startsAt: z.number(),
    endsAt: z.number(),
    startedAt: z.number().nullable(),
    endedAt: z.number().nullable(),
    zone: z.string(),
    access: z.enum(EVENT_ACCESS),
    doorsAt: z.number(),
    picture: z.string(),
    place: text,
    scene: z.string(),
    items: z.array(item),
  })
  .openapi('Event');
/** An event as its staff see it. */
export const sheet = card.extend({ accessKey: z.string() }).openapi('EventSheet');
/** Somebody on a list. */
export const guest = z
  .object({
    email: z.string(),
    name: z.string(),
    language: z.string(),
    token: z.string(),
    invitedAt: z.number().nullable(),
  })
  .openapi('EventGuest');

/** An answer in JSON. */
export const json = <Schema extends z.ZodType>(description: string, schema: Schema) => ({
  200: { description, content: { 'application/json': { schema } } },
});
