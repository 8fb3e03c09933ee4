import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openLog } from '../../log.ts';
import { openMail } from '../../mail/mail.ts';
import { standingClock } from '../../testing/house.ts';
import { goods, invoiceOf } from '../../testing/papers.ts';
import { PAPER_LANGUAGES } from '../papers/paper.ts';
import { openPrinter } from '../papers/print.ts';
import { LETTER_KINDS, type LetterData } from './letter.ts';
import { writeLetter } from './writeLetter.ts';

const dataIn = (language: string): LetterData[(typeof LETTER_KINDS)[number]] & Record<string, unknown> => ({
  order: 'AN-7Q4K-22',
  name: 'Ada <b>&',
  brand: 'Atelier Nord',
  colour: '#B08D57',
  link: 'https://shop.example/order/AN-7Q4K-22?key=a&b=1',
  currency: 'SAR',
  lines: goods[language]!.map(([name, variant]) => ({ name, variant, quantity: 2, amount: 129900 })),
  shipping: 4900,
  total: 394600,
  amount: 12345,
  carrier: 'DHL',
  tracking: '123456',
  trackingLink: 'https://dhl.example/123456',
  text: 'Hello,\n<script>alert(1)</script>',
  expectedAt: Date.UTC(2026, 11, 24),
  zone: 'Asia/Riyadh',
});

test.each(PAPER_LANGUAGES)(
  '[PP20] every mail of an order speaks %s, as plain text and as a page',
  (language) => {
    const subjects = LETTER_KINDS.map((kind) => {
      const data = dataIn(language) as never;
      const { subject, text, html } = writeLetter(kind, data, language);
      for (const part of [subject, text, html]) expect(part).not.toMatch(/\{\w+\}|undefined|NaN/);
      expect(subject).toContain('AN-7Q4K-22');
      expect(text).toContain('https://shop.example/order/AN-7Q4K-22?key=a&b=1');
      expect(html).toContain('href="https://shop.example/order/AN-7Q4K-22?key=a&amp;b=1"');
      expect(html).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`);
      expect(html).not.toMatch(/<script|<b>|<img|url\(|@import/);
      return subject;
    });
    expect(new Set(subjects).size).toBe(LETTER_KINDS.length);
  },
);

test('[PP21] a name cannot end the head of a mail, and only the web can be pressed', () => {
  const data = { ...dataIn('en'), order: 'A\r\nBcc: b@example.org', link: 'javascript:alert(1)' } as never;
  const { subject, html } = writeLetter('received', data, 'en');
  expect(subject).not.toMatch(/[\r\n]/);
  expect(html).not.toContain('javascript:');
  expect(writeLetter('received', dataIn('en') as never, 'tlh').html).toContain('<html lang="en"');
});

test('[PP22] a paper goes with its mail, byte by byte', async () => {
  const outbox = mkdtempSync(join(tmpdir(), 'vitrine-outbox-'));
  const mail = openMail({
    url: undefined,
    from: 'Vitrine <vitrine@example.org>',
    outbox,
    clock: standingClock(),
    log: openLog('silent'),
  });
  const content = await openPrinter()(invoiceOf('en'), 'en');
  const letter = writeLetter('paid', dataIn('en') as never, 'en');
  const attachments = [{ filename: 'INV-2026-000123.pdf', content, contentType: 'application/pdf' }];
  await mail.send({ to: 'ada@example.org', language: 'en', ...letter, attachments });
  mail.close();
  const file = readFileSync(join(outbox, readdirSync(outbox)[0]!), 'latin1');
  const part = file.split('filename=INV-2026-000123.pdf')[1]!.split('\r\n\r\n')[1]!.split('\r\n--')[0]!;
  expect(Buffer.compare(Buffer.from(part, 'base64'), content)).toBe(0);
  rmSync(outbox, { recursive: true });
});
