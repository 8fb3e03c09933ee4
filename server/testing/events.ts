import { inProcessBus } from '../bus.ts';
import { openGuests } from '../events/guests.ts';
import { openLetters } from '../events/letters.ts';
import { type EventWish, openEvents } from '../events/records.ts';
import { openReminders } from '../events/reminders.ts';
import { openRundown } from '../events/rundown.ts';
import { openLog } from '../log.ts';
import type { Mail } from '../mail/mail.ts';
import { seedCatalogue } from '../products/seed.ts';
import { seedShowrooms } from '../showrooms/seed.ts';
import type { Database } from '../store/open.ts';
import { standingClock } from './house.ts';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** Events without their house, over a database that they close; a clock that stands still, mails that are kept. */
export async function openStage(db: Database, clock = standingClock()) {
  await seedCatalogue(db, 'assets/products/catalogue.json', 'atelier', clock.now());
  await seedShowrooms(db, 'scenes/showrooms.json', clock.now());
  const bus = inProcessBus((error) => {
    throw error;
  });
  const events = openEvents(db, bus, clock);
  const guests = openGuests(db, events);
  const pinned: string[] = [];
  bus.subscribe('pin.changed', ({ stand, product }) => pinned.push(`${stand}/${product}`));
  const rundown = openRundown({
    db,
    bus,
    clock,
    events,
    standOf: async (_, product) => (product === 'deer' ? 'stand-3' : ''),
  });
  const sent: Mail[] = [];
  let failing = false;
  const mail = {
    async send(one: Mail) {
      if (failing) throw new Error('the mail server is away');
      sent.push(one);
    },
  };
  const write = openLetters(() => 'https://vitrine.example');
  const reminders = openReminders({ db, events, mail, write, clock, log: openLog('silent') });
  const wish = (change: Partial<EventWish> = {}): EventWish => ({
    showroom: 'atelier',
    title: { en: 'Spring & light', es: 'Primavera' },
    text: { en: 'Six new pieces.' },
    startsAt: clock.now() + 3 * DAY_MS,
    endsAt: clock.now() + 3 * DAY_MS + HOUR_MS,
    zone: 'Europe/Berlin',
    access: 'public',
    ...change,
  });
  return {
    db,
    bus,
    clock,
    events,
    guests,
    rundown,
    reminders,
    sent,
    pinned,
    wish,
    /** From now on mails can't be sent, or can again. */
    failMail(on: boolean) {
      failing = on;
    },
    /** An event that is announced. */
    async announced(change: Partial<EventWish> = {}) {
      const { id } = await events.create(wish(change));
      return events.move(id, 'scheduled');
    },
    close: () => db.destroy(),
  };
}

/** What `openStage` gives. */
export type Stage = Awaited<ReturnType<typeof openStage>>;
