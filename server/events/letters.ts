import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import type { EventSheet } from '../../shared/model/event.ts';
import { inLanguage } from '../../shared/model/localText.ts';
import type { Mail } from '../mail/mail.ts';
import { toCalendar } from './calendar.ts';
import { escapeXml } from './poster.ts';

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
    html: page({
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

type Page = {
  language: string;
  title: string;
  paragraphs: string[];
  button: [string, string];
  note: string;
  foot: [string, string] | undefined;
};

/** A mail as a page: one column, colours of the house, readable where styles are taken away. */
function page({ language, title, paragraphs, button: [label, address], note, foot }: Page): string {
  const block = (text: string): string =>
    `<p dir="auto" style="margin:0 0 16px">${escapeXml(text).replace(/\n/g, '<br>')}</p>`;
  const direction = language === 'ar' ? 'rtl' : 'ltr';
  return `<!doctype html><html lang="${language}" dir="${direction}"><head><meta charset="utf-8"><title>${escapeXml(title)}</title></head>
<body style="margin:0;padding:32px 16px;background:#f7f4ee;color:#1b1a17;font:16px/24px Inter,system-ui,sans-serif"><div style="max-width:520px;margin:0 auto">
<p style="margin:0 0 24px;letter-spacing:2px;font-size:13px;font-weight:600;color:#7a5a2a">VITRINE</p>
<h1 style="margin:0 0 16px;font-size:24px;line-height:32px">${escapeXml(title)}</h1>
${paragraphs.map(block).join('')}
<p style="margin:24px 0"><a href="${escapeXml(address)}" style="display:inline-block;padding:12px 24px;border-radius:10px;background:#1b1a17;color:#f7f4ee;text-decoration:none;font-weight:600">${escapeXml(label)}</a></p>
${note && block(note)}
${foot ? `<p style="margin:32px 0 0;font-size:13px"><a href="${escapeXml(foot[1])}" style="color:#5d574d">${escapeXml(foot[0])}</a></p>` : ''}
</div></body></html>`;
}
