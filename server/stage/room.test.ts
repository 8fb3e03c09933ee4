import { observer, type types } from 'mediasoup';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROGRAMME } from '../../shared/model/sources.ts';
import type { ChatLine } from '../../shared/wire/engagement.ts';
import { CAPTION_MAX } from '../../shared/wire/limits.ts';
import { ON_STAGE, TALLY } from '../../shared/wire/onStage.ts';
import type { Caption, Hand, TransportOffer } from '../../shared/wire/stage.ts';
import { openTestHouse, type TestHouse } from '../testing/house.ts';
import { CLIENT_DTLS, vp8Sender } from '../testing/media.ts';
import { enter, enterAsStaff, refusalOf, type TestRoom, until } from '../testing/rooms.ts';

let house: TestHouse;
const workers: types.Worker[] = [];
observer.on('newworker', (worker) => workers.push(worker));
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(async () => {
  expect(await house.end()).toEqual([]);
});

const transport = (room: TestRoom, direction: string) =>
  room.request('stage.transport', { direction }) as Promise<TransportOffer>;
const produce = (room: TestRoom, transportId: string) =>
  room.request('stage.produce', {
    transportId,
    kind: 'video',
    source: 'camera',
    title: 'New in the Atelier',
    rtpParameters: vp8Sender(),
  }) as Promise<{ id: string }>;

test('[ST19] a visitor may watch, not send', async () => {
  const ada = await enter(house);
  expect((await transport(ada, 'receive')).epoch).toBe(0);
  const refused = [transport(ada, 'send'), produce(ada, 'any'), ada.request('stage.stop', {})];
  for (const answer of refused) expect((await refusalOf(answer)).code).toBe('not-allowed');
  await ada.leave();
});

test('[ST19] a host goes live in the room where everybody is, and leaves the screen when they go', async () => {
  const [ada, host] = [await enter(house), await enterAsStaff(house)];
  const before = ada.state.programme.source;
  const { id } = await transport(host, 'send');
  await host.request('stage.connect', { transportId: id, dtlsParameters: CLIENT_DTLS });
  const producer = await produce(host, id);
  await until(() =>
    expect(ada.state.programme).toMatchObject({
      source: 'camera',
      video: producer.id,
      title: 'New in the Atelier',
    }),
  );
  await host.leave();
  await until(() => expect(ada.state.programme.source).toBe('slate'));
  await until(() => expect(ada.state.programme.source).toBe(before), 8000);
  await ada.leave();
});

test('[ST39] a visitor raises a hand, is asked up, sends as guest, and is sent back; all hosts know', async () => {
  const [ada, host] = [await enter(house), await enterAsStaff(house)];
  const told: Hand[][] = [];
  host.onMessage('stage.hands', ({ hands }: { hands: Hand[] }) => told.push(hands));
  const mine = () => host.state.visitors.get(ada.sessionId)!.stage;
  const guest = (up: boolean, room = host) => room.request('stage.guest', { peer: ada.sessionId, up });
  expect((await refusalOf(guest(true))).code).toBe('gone');
  expect((await refusalOf(guest(true, ada))).code).toBe('not-allowed');
  await ada.request('stage.hand', { raised: true });
  await until(() => expect([mine(), told.at(-1)?.[0]?.status]).toEqual([ON_STAGE.raised, 'raised']));
  expect((await refusalOf(transport(ada, 'send'))).code).toBe('not-allowed');
  await guest(true);
  await until(() => expect(mine()).toBe(ON_STAGE.invited));
  const { id } = await transport(ada, 'send');
  await ada.request('stage.connect', { transportId: id, dtlsParameters: CLIENT_DTLS });
  await produce(ada, id);
  await until(() => expect(mine()).toBe(ON_STAGE.on));
  const sourceId = `${ada.sessionId}.guest`;
  const source = host.state.sources.get(sourceId);
  expect(source).toMatchObject({ kind: 'guest', name: 'Ada', by: ada.sessionId, muted: false });
  expect(host.state.programme.source).not.toBe('camera');
  await host.request('stage.tally', { onAir: [sourceId], next: [] });
  await until(() => expect(ada.state.sources.get(sourceId)?.tally).toBe(TALLY.onAir));
  expect((await refusalOf(ada.request('stage.tally', { onAir: [], next: [] }))).code).toBe('not-allowed');
  await host.request('stage.mute', { source: sourceId, muted: true });
  await until(() => expect(ada.state.sources.get(sourceId)?.muted).toBe(true));
  await guest(false);
  await until(() => expect([mine(), host.state.sources.has(sourceId)]).toEqual([ON_STAGE.no, false]));
  expect((await refusalOf(produce(ada, id))).code).toBe('not-allowed');
  expect((await host.request('stage.backstage', {})) as unknown).toEqual({ hands: [] });
  await Promise.all([ada.leave(), host.leave()]);
});

test('[ST40] a co-host comes on stage by a ticket of this showroom; a forged, old or revoked one is refused', async () => {
  const [ada, host] = [await enter(house), await enterAsStaff(house)];
  const join = (ticket: string) => ada.request('stage.join', { ticket });
  expect((await refusalOf(ada.request('stage.ticket', {}))).code).toBe('not-allowed');
  const { ticket } = (await host.request('stage.ticket', {})) as { ticket: string };
  expect((await refusalOf(join(`${ticket}x`))).code).toBe('not-allowed');
  await join(ticket);
  await until(() => expect(host.state.visitors.get(ada.sessionId)!.stage).toBe(ON_STAGE.invited));
  await ada.request('stage.step', {});
  await until(() => expect(host.state.visitors.get(ada.sessionId)!.stage).toBe(ON_STAGE.no));
  expect((await refusalOf(ada.request('stage.revokeTickets', {}))).code).toBe('not-allowed');
  await host.request('stage.revokeTickets', {});
  expect((await refusalOf(join(ticket))).code).toBe('not-allowed');
  const { ticket: later } = (await host.request('stage.ticket', {})) as { ticket: string };
  await join(later);
  await ada.request('stage.step', {});
  house.clock.advance(25 * 3_600_000);
  expect((await refusalOf(join(later))).code).toBe('not-allowed');
  await Promise.all([ada.leave(), host.leave()]);
});

test('[ST35] a host puts an input on a screen of the scene, and takes it off again', async () => {
  const [ada, host] = [await enter(house), await enterAsStaff(house)];
  const { id } = await transport(host, 'send');
  await host.request('stage.connect', { transportId: id, dtlsParameters: CLIENT_DTLS });
  await host.request('stage.produce', {
    transportId: id,
    kind: 'video',
    source: 'slides',
    feed: 'slides-1',
    rtpParameters: vp8Sender(),
  });
  const source = `${host.sessionId}.slides-1`;
  await until(() => expect(host.state.sources.has(source)).toBe(true));
  const show = (screen: string, shows: string, room = host) =>
    room.request('stage.screen', { screen, shows });
  expect((await refusalOf(show('main', source, ada))).code).toBe('not-allowed');
  expect((await refusalOf(show('ceiling', source))).code).toBe('not-found');
  expect((await refusalOf(show('main', 'nothing'))).code).toBe('gone');
  await show('main', source);
  await until(() => expect([...ada.state.screens]).toEqual([['main', source]]));
  await show('main', PROGRAMME);
  await until(() => expect([...ada.state.screens]).toEqual([]));
  await Promise.all([ada.leave(), host.leave()]);
});

test('[ST31] what a host says on air can be read by everybody; visitors cannot write it, and nobody can while no host is on air', async () => {
  const [ada, host] = [await enter(house), await enterAsStaff(house)];
  const seen: Caption[] = [];
  ada.onMessage('stage.caption', (caption: Caption) => seen.push(caption));
  const caption = { text: ' Good evening ', language: 'en' };
  const say = (room: typeof host, more = {}) =>
    room.request('stage.caption', { ...caption, ...more } as never);
  expect((await refusalOf(say(host))).code).toBe('conflict');
  const { id } = await transport(host, 'send');
  await host.request('stage.connect', { transportId: id, dtlsParameters: CLIENT_DTLS });
  await produce(host, id);
  await say(host);
  await until(() => expect(seen).toEqual([{ text: 'Good evening', language: 'en', held: false }]));
  expect((await refusalOf(say(ada))).code).toBe('not-allowed');
  for (const wrong of [{ text: 'x'.repeat(CAPTION_MAX + 1) }, { language: '<b>' }, { held: 1 }])
    expect((await refusalOf(say(host, wrong))).code).toBe('bad-input');
  await Promise.all([ada.leave(), host.leave()]);
});

test('[ST21] the last room that closes gives back its router and that of the stage', async () => {
  const opened: types.Router[] = [];
  workers.at(-1)!.observer.on('newrouter', (router) => opened.push(router));
  const ada = await enter(house);
  const { length } = opened;
  await ada.leave();
  await until(() => expect(opened.filter((router) => !router.closed)).toEqual([]));
  const bo = await enter(house);
  expect(opened.length).toBe(length + 2);
  await bo.leave();
});

test('[ST20] malformed media parameters over the room are bad-input', async () => {
  const host = await enterAsStaff(house);
  const { id } = await transport(host, 'send');
  const connect = (dtlsParameters: unknown) =>
    host.request('stage.connect', { transportId: id, dtlsParameters } as never);
  for (const wrong of [{}, 7, null, { fingerprints: 'x' }])
    expect((await refusalOf(connect(wrong))).code).toBe('bad-input');
  expect((await refusalOf(transport(host, 'sideways'))).code).toBe('bad-input');
  await host.leave();
});

test('[ST18] when the media worker is killed nobody loses seat or chat; the room says so and goes on', async () => {
  const [ada, bo] = [await enter(house, 'Ada'), await enter(house, 'Bo')];
  await ada.request('chat.say', { text: 'still here' });
  let left = 0;
  for (const room of [ada, bo]) {
    room.onLeave(() => left++);
    room.onDrop(() => left++);
  }
  const { epoch } = ada.state.programme;
  const since = performance.now();
  process.kill(workers.at(-1)!.pid, 'SIGKILL');
  await until(() =>
    expect([ada, bo].map((room) => room.state.programme.epoch)).toEqual([epoch + 1, epoch + 1]),
  );
  expect(await ada.request('stage.capabilities', {})).toMatchObject({ epoch: epoch + 1 });
  expect(performance.now() - since).toBeLessThan(3000);
  const { lines } = (await bo.request('chat.history', {})) as { lines: ChatLine[] };
  expect(lines.at(-1)!.text).toBe('still here');
  expect([left, ada.state.visitors.size]).toEqual([0, 2]);
  await Promise.all([ada.leave(), bo.leave()]);
});
