import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { EventSheet } from '../../shared/model/event.ts';
import { type Api, ask, signIn } from '../testing/api.ts';
import { DAY_MS, HOUR_MS } from '../testing/events.ts';
import { openTestHouse, type TestHouse } from '../testing/house.ts';
import { asVisitor, joinWith, refusalOf, until } from '../testing/rooms.ts';

let house: TestHouse;
let host: Api;
beforeAll(async () => {
  house = await openTestHouse({ CLIENT_DIR: 'client' });
  host = await signIn(house, 'host');
});
afterAll(async () => {
  expect(await house.end()).toEqual([]);
});

const DESK = '/api/console/events';
const made: string[] = [];
/** What one test leaves is put away before the next. */
beforeEach(async () => {
  for (const id of made.splice(0))
    for (const to of ['scheduled', 'draft', 'ended']) await host.call('POST', `${DESK}/${id}/status`, { to });
});

const create = async (change: object = {}): Promise<EventSheet> => {
  const startsAt = house.clock.now() + 2 * DAY_MS;
  const wish = {
    showroom: 'atelier',
    title: { en: 'Evening of "light" & <glass>', zh: '光' },
    text: { en: 'Six new pieces.' },
    startsAt,
    endsAt: startsAt + HOUR_MS,
    zone: 'Asia/Shanghai',
    access: 'public',
    ...change,
  };
  const { body, status } = await host.call('POST', DESK, wish);
  expect([status, body.code]).toEqual([200, undefined]);
  made.push(body.event.id);
  return body.event;
};
const move = async ({ id }: EventSheet, ...way: string[]): Promise<EventSheet> => {
  for (const to of way)
    expect((await host.call('POST', `${DESK}/${id}/status`, { to })).body).not.toHaveProperty('code');
  return (await host.call('GET', `${DESK}/${id}`)).body.event;
};
const read = (path: string) => ask(house, 'GET', path);

test('[EV14] visitors see what is announced, and nothing of drafts, rehearsals, keys and lists', async () => {
  const event = await create();
  expect((await read(`/api/events/${event.slug}`)).body.code).toBe('not-found');
  await move(event, 'scheduled', 'rehearsal');
  const { body } = await read(`/api/events/${event.slug}`);
  expect(body.event).toMatchObject({ status: 'scheduled', place: { en: 'The atelier' }, scene: 'atelier' });
  expect(body.event.doorsAt).toBe(event.startsAt - HOUR_MS / 2);
  expect(JSON.stringify(body)).not.toContain(event.accessKey);
  const list = (await read('/api/events')).body.events.map(({ slug }: EventSheet) => slug);
  expect(list).toEqual([event.slug]);
  for (const path of [DESK, `${DESK}/${event.id}`, `${DESK}/${event.id}/guests`]) {
    expect((await read(path)).body.code).toBe('not-signed-in');
    expect((await (await signIn(house)).call('GET', path)).body.code).toBe('not-allowed');
  }
});

test('[EV14] an event for who has the link, or is on the list, is seen with its ticket alone', async () => {
  const linked = await move(await create({ access: 'link' }), 'scheduled');
  const listed = await move(await create({ access: 'list' }), 'scheduled');
  const guest = { email: 'ada@example.org', name: 'Ada', language: 'en' };
  const { body } = await host.call('POST', `${DESK}/${listed.id}/guests`, { guests: [guest] });
  const tickets = { [linked.slug]: linked.accessKey, [listed.slug]: body.guests[0].token };
  for (const [slug, ticket] of Object.entries(tickets)) {
    for (const part of ['', '/calendar.ics', '/qr.svg', '/picture']) {
      expect((await read(`/api/events/${slug}${part}`)).body.code).toBe('not-invited');
      expect((await read(`/api/events/${slug}${part}?ticket=x`)).body.code).toBe('not-invited');
    }
    expect((await read(`/api/events/${slug}?ticket=${ticket}`)).body.event.slug).toBe(slug);
    expect((await host.call('GET', `/api/events/${slug}`)).status).toBe(200);
  }
  expect((await read(`/api/events/${listed.slug}?ticket=${listed.accessKey}`)).body.code).toBe('not-invited');
  expect((await read('/api/events')).body.events).toEqual([]);
});

test('[EV14] what does not fit is refused', async () => {
  const { id } = await create();
  const wrong = [
    { title: { zh: '没有英文' } },
    { title: { en: ' ' } },
    { zone: 'Mars/Olympus' },
    { access: 'everyone' },
    { status: 'live' },
    { startsAt: -1 },
  ];
  for (const change of wrong)
    expect([change, (await host.call('PUT', `${DESK}/${id}`, change)).body.code]).toEqual([
      change,
      'bad-input',
    ]);
  const items = [{ kind: 'dance', title: 'x', plannedSeconds: 60 }];
  expect((await host.call('PUT', `${DESK}/${id}/rundown`, { items })).body.code).toBe('bad-input');
  const guests = [{ email: 'nobody', name: '', language: 'en' }];
  expect((await host.call('POST', `${DESK}/${id}/guests`, { guests })).body.code).toBe('bad-input');
});

test('[EV15] while an event is on, and half an hour before, who is not invited is told so; staff come in', async () => {
  const event = await create({ access: 'link' });
  const wait = (ms: number) => house.clock.advance(event.startsAt + ms - house.clock.now());
  const { token } = await signIn(house);
  const come = async (ticket?: string) =>
    (await joinWith(house, token, { ...asVisitor(), ...(ticket && { ticket }) })).leave();
  await move(event, 'scheduled');
  await come();
  wait(-HOUR_MS / 2 + 1000);
  expect(await refusalOf(come())).toEqual({ code: 'not-invited' });
  expect(await refusalOf(come('wrong'))).toEqual({ code: 'not-invited' });
  await come(event.accessKey);
  await move(event, 'rehearsal');
  expect(await refusalOf(come())).toEqual({ code: 'not-invited' });
  await (await joinWith(house, host.token, { as: 'staff' })).leave();
  await move(event, 'live');
  wait(3 * HOUR_MS);
  expect(await refusalOf(come())).toEqual({ code: 'not-invited' });
  const whep = await fetch(`${house.url}/whep/atelier`, { method: 'POST', body: '' });
  expect(await whep.json()).toMatchObject({ code: 'not-invited' });
  await move(event, 'ended');
  await come();
});

test('[EV15] a guest enters with their own ticket, until they are off the list; others of the list do not matter', async () => {
  const event = await create({ access: 'list' });
  const path = `${DESK}/${event.id}/guests`;
  const guest = { email: 'ada@example.org', name: 'Ada', language: 'en' };
  const { body } = await host.call('POST', path, { guests: [guest] });
  const ticket = body.guests[0].token;
  await move(event, 'scheduled', 'live');
  const { token } = await signIn(house);
  const come = async (own?: string) =>
    (await joinWith(house, token, { ...asVisitor(), ...(own && { ticket: own }) })).leave();
  await come(ticket);
  expect(await refusalOf(come(event.accessKey))).toEqual({ code: 'not-invited' });
  await host.call('DELETE', `${path}/ada%40example.org`);
  expect(await refusalOf(come(ticket))).toEqual({ code: 'not-invited' });
});

test('[EV16] all rooms of a showroom show its event as visitors may know it, and what of its rundown is on', async () => {
  const { token } = await signIn(house);
  const room = await joinWith(house, token, { ...asVisitor(), showroom: 'theatre' });
  expect(room.state.event.id).toBe('');
  const event = await create({ showroom: 'theatre' });
  const items = [{ kind: 'talk', title: 'Hello', plannedSeconds: 60 }];
  const planned = await host.call('PUT', `${DESK}/${event.id}/rundown`, { items });
  const item = planned.body.event.items[0].id;
  await move(event, 'scheduled', 'rehearsal');
  await until(() =>
    expect(room.state.event).toMatchObject({
      slug: event.slug,
      status: 'scheduled',
      startsAt: event.startsAt,
    }),
  );
  await host.call('POST', `${DESK}/${event.id}/rundown/${item}/start`);
  await host.call('PUT', `${DESK}/${event.id}`, { title: { en: 'Renamed' } });
  await until(() => expect(JSON.parse(room.state.event.title)).toEqual({ en: 'Renamed' }));
  expect(room.state.event.item).toBe('');
  await move(event, 'live');
  await host.call('POST', `${DESK}/${event.id}/rundown/${item}/start`);
  const late = await joinWith(house, token, { ...asVisitor('Bo'), showroom: 'theatre' });
  for (const one of [room, late])
    await until(() =>
      expect(one.state.event).toMatchObject({ status: 'live', item: 'Hello', itemKind: 'talk' }),
    );
  await host.call('POST', `${DESK}/${event.id}/rundown/${item}/end`);
  await until(() => expect(late.state.event.item).toBe(''));
  await move(event, 'ended');
  await until(() => expect(room.state.event.status).toBe('ended'));
  await Promise.all([room.leave(), late.leave()]);
});

test('[EV17] the calendar file has the event in UTC, in the reader’s language, with an alarm', async () => {
  const event = await move(await create(), 'scheduled');
  const { body, headers } = await read(`/api/events/${event.slug}/calendar.ics?language=zh`);
  expect(headers.get('content-type')).toContain('text/calendar');
  expect(headers.get('content-disposition')).toContain(`${event.slug}.ics`);
  const lines = String(body)
    .replace(/\r\n[ \t]/g, '')
    .split('\r\n');
  const stamp = (ms: number) =>
    new Date(ms)
      .toISOString()
      .replace(/[-:]|\.\d+/g, '')
      .slice(0, 15);
  for (const line of [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `DTSTART:${stamp(event.startsAt)}Z`,
    `DTEND:${stamp(event.endsAt)}Z`,
    'SUMMARY:光',
    'BEGIN:VALARM',
    'TRIGGER:-PT15M',
    'END:VCALENDAR',
  ])
    expect(lines).toContain(line);
  expect(lines.find((line) => line.startsWith('UID:'))).toContain(event.id);
  expect(lines.find((line) => line.startsWith('URL'))).toContain(`/event/${event.slug}`);
});

test('[EV17] an event has a picture, a QR code and a poster; a picture is what it is by its bytes', async () => {
  const event = await move(await create(), 'scheduled');
  const give = async (bytes: Uint8Array<ArrayBuffer>) => {
    house.clock.advance(40);
    const answer = await fetch(`${house.url}${DESK}/${event.id}/picture`, {
      method: 'PUT',
      body: bytes,
      headers: { authorization: `Bearer ${host.token}`, 'content-type': 'image/png' },
    });
    return (await answer.json()) as { code?: string; event?: EventSheet };
  };
  const picture = new Uint8Array(readFileSync('docs/atelier.webp'));
  const { event: given } = await give(picture);
  const draft = await create();
  expect((await read(`/api/events/${draft.slug}/picture`)).body.detail).toBe('no such event');
  const byKey = await read(`/api/events/${draft.slug}/picture?ticket=${draft.accessKey}`);
  expect(byKey.body.detail).toBe('there is no picture');
  const shown = await fetch(house.url + given!.picture);
  expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/webp']);
  expect((await give(new TextEncoder().encode('<svg/>'))).code).toBe('bad-input');
  expect((await give(new Uint8Array(450_000))).code).toBe('too-large');
  const gone = await host.call('DELETE', `${DESK}/${event.id}/picture`);
  expect(gone.body.event.picture).toBe('');
  expect((await read(`/api/events/${event.slug}/qr.svg`)).body).toMatch(/^<svg/);
  const poster = await host.call('GET', `${DESK}/${event.id}/poster.svg?language=en`);
  expect(poster.body).toContain('&lt;glass&gt;');
  expect(poster.body).not.toContain('<glass>');
});

test('[EV18] a link to an invitation tells its title, time and picture; nothing to who is not invited', async () => {
  const event = await move(await create(), 'scheduled');
  const open = await read(`/event/${event.slug}`);
  expect(open.body).toContain('<title>Evening of &quot;light&quot; &amp; &lt;glass&gt; · Vitrine</title>');
  expect(open.body).toMatch(/property="og:image" content="http[^"]+\/assets\/scenes\/atelier\/poster\.webp"/);
  expect(open.body).toContain('Six new pieces.');
  const linked = await move(await create({ access: 'link', title: { en: 'Secret' } }), 'scheduled');
  expect((await read(`/event/${linked.slug}`)).body).not.toContain('Secret');
  expect((await read(`/event/${linked.slug}?ticket=${linked.accessKey}`)).body).toContain('<title>Secret');
  const draft = await create();
  for (const slug of [draft.slug, 'nowhere']) {
    const astray = await ask(house, 'GET', `/event/${slug}`, { headers: { accept: 'text/html' } });
    expect(astray.status).toBe(404);
  }
});

test('[EV10] a reminder that is asked for over the interface lies in the outbox; too many are refused', async () => {
  const event = await move(await create(), 'scheduled');
  const path = `/api/events/${event.slug}/reminders`;
  const body = { email: 'eve@example.org', language: 'en' };
  expect((await ask(house, 'POST', path, { body })).body).toEqual({ ok: true });
  expect((await ask(house, 'POST', path, { body })).body).toEqual({ ok: true });
  const outbox = join(house.dataDir, 'outbox');
  const mails = () =>
    readdirSync(outbox)
      .map((name) => readFileSync(join(outbox, name), 'utf8'))
      .filter((mail) => mail.includes('To: eve@example.org') && mail.endsWith('\r\n'));
  await until(() => expect(mails()).toHaveLength(1));
  const [text] = mails();
  const end = /List-Unsubscribe:\s*<(http[^>]+)>/.exec(text!)?.[1];
  const press = { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) };
  expect(await (await fetch(end!, press)).json()).toEqual({ ok: true });
  expect((await ask(house, 'POST', path, { body: { ...body, email: 'ada' } })).body.code).toBe('bad-input');
  const codes = [];
  for (let at = 0; at < 12; at++) codes.push((await ask(house, 'POST', path, { body })).body.code);
  expect(codes.at(-1)).toBe('too-many');
});
