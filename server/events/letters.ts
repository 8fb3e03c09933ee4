import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import type { EventSheet } from '../../shared/model/event.ts';
import { inLanguage } from '../../shared/model/localText.ts';
import { letterPage } from '../mail/letterPage.ts';
import type { Mail } from '../mail/mail.ts';
import { toCalendar } from './calendar.ts';

/** The languages that mails speak. */
export const MAIL_LANGUAGES = ['en', 'zh', 'es', 'ar', 'id'] as const;
type MailLanguage = (typeof MAIL_LANGUAGES)[number];

/** What a mail is about. */
export type LetterFacts = {
  event: EventSheet;
  to: string;
  kind: 'invitation' | 'confirmation' | 'day' | 'hour';
  language: string;
  /** Ends the reminders. */
  token: string;
  ticket: string;
};

/** Writes a mail. */
export type Letter = (facts: LetterFacts) => Mail;

type Words = Record<string, string>;

/** Reads the words of mails; `base` is the address of the house. */
export function openLetters(base: () => string): Letter {
  const read = (language: MailLanguage): Words =>
    JSON.parse(readFileSync(join('shared', 'locales', 'mail', `${language}.json`), 'utf8'));
  const catalogues = Object.fromEntries(MAIL_LANGUAGES.map((language) => [language, read(language)]));
  return (facts) => {
    const language = MAIL_LANGUAGES.find((one) => one === facts.language) ?? 'en';
    return write(facts, language, catalogues[language]!, base());
  };
}

/** The address of an event's invitation, with the ticket of who may see it. */
export const addressOf = (base: string, { slug, access }: EventSheet, ticket: string): string =>
  `${base}/event/${slug}${access !== 'public' && ticket ? `?ticket=${encodeURIComponent(ticket)}` : ''}`;

function write(facts: LetterFacts, language: MailLanguage, words: Words, base: string): Mail {
  const { event, to, kind, token } = facts;
  const ticket = event.access === 'link' ? event.accessKey : facts.ticket;
  const address = addressOf(base, event, ticket);
  const title = inLanguage(event.title, language);
  const when = new Intl.DateTimeFormat(language, {
    dateStyle: 'full',
    timeStyle: 'short',
    timeZone: event.zone,
  }).format(event.startsAt);
  const values = { title, when, zone: event.zone, place: inLanguage(event.place, language) };
  const say = (key: string): string =>
    String(new IntlMessageFormat(words[key] ?? key, language).format(values));
  const reminded = kind !== 'invitation';
  const mark = `${address}${address.includes('?') ? '&' : '?'}forget=${encodeURIComponent(token)}`;
  const paragraphs = [say(`${kind}.lead`), say('when'), inLanguage(event.text, language)].filter(Boolean);
  const text = [
    ...paragraphs,
    `${say('open')}: ${address}`,
    ...(kind === 'invitation' ? [say('invitation.own')] : []),
    ...(reminded ? [`${say('forget')}: ${mark}`] : []),
  ].join('\n\n');
  return {
    to,
    language,
    subject: say(`${kind}.subject`),
    text,
    html: letterPage({
      language,
      title,
      paragraphs,
      button: [say('open'), address],
      note: kind === 'invitation' ? say('invitation.own') : '',
      foot: reminded ? [say('forget'), mark] : undefined,
    }),
    ...(reminded && { unsubscribe: `${base}/api/events/reminders/${token}/end` }),
    ...((kind === 'confirmation' || kind === 'invitation') && {
      attachments: [
        {
          filename: `${event.slug}.ics`,
          content: toCalendar(event, language, address),
          contentType: 'text/calendar; charset=utf-8; method=PUBLISH',
        },
      ],
    }),
  };
}
