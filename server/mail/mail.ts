import { randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport, type SendMailOptions } from 'nodemailer';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';

/** A mail to one person, in their language; `unsubscribe` is where a press in their mail program ends such mails (RFC 8058). */
export type Mail = {
  to: string;
  subject: string;
  text: string;
  html: string;
  language: string;
  /** Text, or bytes such as those of a PDF. */
  attachments?: { filename: string; content: string | Uint8Array; contentType: string }[];
  unsubscribe?: string;
  /** Names the mail, letters, digits and dashes: one that is sent again after a crash takes the place of the first in the outbox, and mail programs can tell. */
  id?: string;
};

/** The way out for mails: `send` resolves when the mail is handed over and rejects when it is not. The opener closes it. */
export type MailPort = { send(mail: Mail): Promise<void>; close(): void };

/** What mails need to know of the house. */
export type MailParts = {
  /** Address of the mail server (`smtp://` or `smtps://`, with name and password); none: mails are laid into a folder. */
  url: string | undefined;
  from: string;
  /** Where mails lie while there is no mail server. */
  outbox: string;
  clock: Clock;
  log: Log;
};

/** Mails by SMTP where there is a mail server, else as `.eml` files in a folder, to be read with any mail program. */
export function openMail({ url, from, outbox, clock, log }: MailParts): MailPort {
  return url ? openSmtp(url, from) : openOutbox(outbox, from, clock, log);
}

function openSmtp(url: string, from: string): MailPort {
  const transport = createTransport(url);
  return {
    async send(mail) {
      await transport.sendMail(toMessage(mail, from));
    },
    close: () => transport.close(),
  };
}

function openOutbox(folder: string, from: string, clock: Clock, log: Log): MailPort {
  const writer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  return {
    async send(mail) {
      const { message } = await writer.sendMail({ ...toMessage(mail, from), date: new Date(clock.now()) });
      const name = mail.id ?? `${fileTime(clock.now())}-${randomUUID()}`;
      await mkdir(folder, { recursive: true });
      // Whoever watches the folder finds whole mails only.
      await writeFile(join(folder, `${name}.part`), message as Buffer);
      await rename(join(folder, `${name}.part`), join(folder, `${name}.eml`));
      log.info({ mail: `${name}.eml` }, 'no mail server is set: a mail lies in the outbox');
    },
    close: () => writer.close(),
  };
}

/** A time as a part of a file's name. */
export const fileTime = (ms: number): string => new Date(ms).toISOString().replace(/[:.]/g, '-');

const toMessage = (mail: Mail, from: string): SendMailOptions => ({
  from,
  to: mail.to,
  subject: mail.subject,
  text: mail.text,
  html: mail.html,
  ...(mail.id && { messageId: `<${mail.id}@${/@([\w.-]+)/.exec(from)?.[1] ?? 'localhost'}>` }),
  headers: {
    'Content-Language': mail.language,
    'Auto-Submitted': 'auto-generated',
    ...(mail.unsubscribe && {
      'List-Unsubscribe': `<${mail.unsubscribe}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    }),
  },
  ...(mail.attachments && { attachments: mail.attachments.map(asAttachment) }),
});

const asAttachment = ({ content, ...rest }: NonNullable<Mail['attachments']>[number]) => ({
  ...rest,
  content: typeof content === 'string' ? content : Buffer.from(content),
});
