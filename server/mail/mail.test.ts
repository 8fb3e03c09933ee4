import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openLog } from '../log.ts';
import { standingClock } from '../testing/house.ts';
import { type Mail, openMail } from './mail.ts';

const mail: Mail = {
  to: 'ada@example.org',
  subject: 'Mañana: «Luz»',
  text: 'Hasta mañana',
  html: '<p>Hasta mañana</p>',
  language: 'es',
  attachments: [{ filename: 'luz.ics', content: 'BEGIN:VCALENDAR', contentType: 'text/calendar' }],
  unsubscribe: 'https://vitrine.example/end',
};
const parts = { from: 'Vitrine <vitrine@example.org>', clock: standingClock(), log: openLog('silent') };

test('[ML1] without a mail server each mail is a file that any mail program reads', async () => {
  const outbox = mkdtempSync(join(tmpdir(), 'vitrine-outbox-'));
  const port = openMail({ ...parts, url: undefined, outbox: join(outbox, 'deep') });
  await Promise.all([port.send(mail), port.send(mail)]);
  port.close();
  const files = readdirSync(join(outbox, 'deep'));
  expect(files.map((name) => name.replace(/^.*\./, '.'))).toEqual(['.eml', '.eml']);
  const text = readFileSync(join(outbox, 'deep', files[0]!), 'utf8');
  for (const line of [
    /^To: ada@example\.org\r$/m,
    /^Content-Language: es\r$/m,
    /^List-Unsubscribe: <https:\/\/vitrine\.example\/end>\r$/m,
    /^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m,
    /filename=luz\.ics/,
  ])
    expect(text).toMatch(line);
  rmSync(outbox, { recursive: true });
});

test('[ML3] a mail with a name that is sent again after a crash is the same file, with the same id', async () => {
  const outbox = mkdtempSync(join(tmpdir(), 'vitrine-outbox-'));
  const port = openMail({ ...parts, url: undefined, outbox });
  const named = { ...mail, id: '2030-01-01-V-1-paid' };
  await port.send(named);
  await port.send(named);
  port.close();
  expect(readdirSync(outbox)).toEqual(['2030-01-01-V-1-paid.eml']);
  const text = readFileSync(join(outbox, '2030-01-01-V-1-paid.eml'), 'utf8');
  expect(text).toMatch(/^Message-ID: <2030-01-01-V-1-paid@example\.org>\r$/m);
  rmSync(outbox, { recursive: true });
});

test('[ML2] with a mail server mails are handed to it, and a server that refuses is told of', async () => {
  const heard: string[] = [];
  let refusing = false;
  const server = createServer((socket) => {
    let reading = false;
    socket.write('220 there\r\n');
    socket.on('data', (bytes) => {
      const text = bytes.toString();
      heard.push(text);
      if (reading) {
        if (!text.endsWith('\r\n.\r\n')) return;
        reading = false;
        socket.write('250 kept\r\n');
      } else if (/^DATA/i.test(text)) {
        reading = true;
        socket.write('354 go on\r\n');
      } else if (/^QUIT/i.test(text)) socket.end('221 bye\r\n');
      else socket.write(refusing && /^RCPT/i.test(text) ? '550 nobody\r\n' : '250 well\r\n');
    });
    socket.on('error', () => {});
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `smtp://127.0.0.1:${(server.address() as AddressInfo).port}?ignoreTLS=true`;
  const port = openMail({ ...parts, url, outbox: '' });
  await port.send(mail);
  expect(heard.join('')).toContain('RCPT TO:<ada@example.org>');
  refusing = true;
  await expect(port.send(mail)).rejects.toThrow('550');
  port.close();
  server.close();
});
