import ical, { ICalAlarmType, ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { EventSheet } from '../../shared/model/event.ts';
import { inLanguage } from '../../shared/model/localText.ts';

/** Seconds before the start at which a calendar reminds. */
const ALARM_SECONDS = 15 * 60;

/** An event as a calendar file (RFC 5545), times in UTC, in a language; `address` is where its invitation lies. */
export function toCalendar(event: EventSheet, language: string, address: string): string {
  const calendar = ical({
    prodId: { company: 'Vitrine', product: 'Events' },
    method: ICalCalendarMethod.PUBLISH,
    name: inLanguage(event.title, language),
  });
  const entry = calendar.createEvent({
    id: `${event.id}@${new URL(address).hostname}`,
    start: new Date(event.startsAt),
    end: new Date(event.endsAt),
    summary: inLanguage(event.title, language),
    description: [inLanguage(event.text, language), address].filter(Boolean).join('\n\n'),
    location: inLanguage(event.place, language),
    url: address,
    status: ICalEventStatus.CONFIRMED,
  });
  entry.createAlarm({
    type: ICalAlarmType.display,
    trigger: ALARM_SECONDS,
    description: inLanguage(event.title, language),
  });
  return calendar.toString();
}
