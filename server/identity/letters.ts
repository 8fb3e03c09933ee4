import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { letterPage } from '../mail/letterPage.ts';
import type { Mail } from '../mail/mail.ts';

/** The languages that mails speak. */
const LANGUAGES = ['en', 'zh', 'es', 'ar', 'id'] as const;
type Language = (typeof LANGUAGES)[number];

/** What a mail about an account is for. */
export type AccountLetterKind = 'link' | 'verify' | 'exists' | 'reset' | 'change' | 'changing' | 'invitation';

/** What a mail about an account is about; `path` is where its button leads, within the house. */
export type AccountLetter = {
  kind: AccountLetterKind;
  to: string;
  language: string;
  path: string;
  /** What its words speak of: a new address, roles. */
  about?: string;
};

/** The language of mails that fits best what a browser asks for. */
export function mailLanguage(accepted: string | null | undefined): Language {
  const wanted = (accepted ?? '').split(',').map((one) => one.trim().slice(0, 2).toLowerCase());
  return wanted.flatMap((one) => LANGUAGES.filter((known) => known === one))[0] ?? 'en';
}

const readWords = () =>
  new Map(
    LANGUAGES.map((language) => [
      language,
      JSON.parse(readFileSync(join('shared', 'locales', 'mail', `${language}.json`), 'utf8')) as Record<
        string,
        string
      >,
    ]),
  );

/** Reads the words of roles: a list of them in a language. */
export function openRoleWords(): (roles: readonly string[], language: Language) => string {
  const words = readWords();
  return (roles, language) =>
    new Intl.ListFormat(language).format(
      roles.map((role) => words.get(language)?.[`account.role.${role}`] ?? role),
    );
}

/** Reads the words of mails; `base` is the address of the house. */
export function openAccountLetters(base: () => string): (letter: AccountLetter) => Mail {
  const words = readWords();
  return ({ kind, to, language: wanted, path, about = '' }) => {
    const language = mailLanguage(wanted);
    const say = (key: string): string =>
      String(new IntlMessageFormat(words.get(language)?.[key] ?? key, language).format({ about }));
    const address = `${base()}${path}`;
    const [subject, lead, button] = ['subject', 'lead', 'button'].map((part) =>
      say(`account.${kind}.${part}`),
    );
    const note = say(kind === 'invitation' ? 'account.invitation.note' : 'account.note');
    return {
      to,
      language,
      subject: subject!,
      text: [lead, `${button}: ${address}`, note].join('\n\n'),
      html: letterPage({
        language,
        title: subject!,
        paragraphs: [lead!],
        button: [button!, address],
        note,
        foot: undefined,
      }),
    };
  };
}
