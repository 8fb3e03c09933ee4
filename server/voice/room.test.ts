import { observer, type types } from 'mediasoup';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { VOICE } from '../../shared/model/voice.ts';
import type { VoiceOffer, VoiceTransport } from '../../shared/wire/voice.ts';
import { signIn } from '../testing/api.ts';
import { openTestHouse, type TestHouse } from '../testing/house.ts';
import { openPlainly, openVoiceSender, opusSender, vp8Sender } from '../testing/media.ts';
import {
  asVisitor,
  enter,
  enterAsStaff,
  joinWith,
  refusalOf,
  socketOf,
  type TestRoom,
  until,
} from '../testing/rooms.ts';
import { layWire } from '../testing/wire.ts';

let house: TestHouse;
const workers: types.Worker[] = [];
const routers: types.Router[] = [];
observer.on('newworker', (worker) => {
  workers.push(worker);
  worker.observer.on('newrouter', (router) => {
    routers.push(router);
    openPlainly(router);
  });
});
beforeAll(async () => {
  house = await openTestHouse({ SEAT_SECONDS: '3' });
});
afterAll(async () => {
  expect(await house.end()).toEqual([]);
});
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
  await until(() => expect(routers.every((router) => router.closed)).toBe(true));
});

let ssrc = 5000;
/** The room's own: the stage's is opened before it. */
const router = () => routers.findLast((one) => !one.closed)!;
const transports = async () => (await router().dump()).transportIds.length;

async function come(name: string): Promise<TestRoom> {
  const room = await enter(house, name);
  ends.push(() => socketOf(room).readyState === WebSocket.OPEN && room.leave());
  return room;
}

/** Listens as a browser does: what is offered is let flow, what is gone is forgotten. */
async function listen(room: TestRoom, wish: Record<string, unknown> = {}) {
  const heard = new Map<string, VoiceOffer>();
  let most = 0;
  room.onMessage('voice.heard', (offer: VoiceOffer) => {
    heard.set(offer.speaker, offer);
    most = Math.max(most, heard.size);
    void room.request('voice.resume', { consumerId: offer.id }).catch(() => {});
  });
  room.onMessage('voice.gone', ({ id, speaker }: { id: string; speaker: string }) => {
    if (heard.get(speaker)?.id === id) heard.delete(speaker);
  });
  const { rtpCapabilities } = (await room.request('voice.capabilities', {})) as { rtpCapabilities: object };
  await room.request('voice.listen', { rtpCapabilities, ...wish });
  return { heard, most: () => most };
}

/** Opens a microphone as a browser does. */
async function speak(room: TestRoom, open = true) {
  const mine = ssrc++;
  const sender = await openVoiceSender(mine);
  ends.push(sender.close);
  const { id, iceParameters } = (await room.request('voice.transport', {})) as VoiceTransport;
  await room.request('voice.connect', { transportId: id, dtlsParameters: { port: sender.port } });
  const wish = { transportId: id, kind: 'audio', rtpParameters: opusSender(mine), open };
  await room.request('voice.produce', wish as never);
  const { port } = iceParameters as { port: number };
  const say = (level = 20, bytes?: number) => {
    const timer = setInterval(() => sender.send(port, level, bytes), 20);
    const stop = () => clearInterval(timer);
    ends.push(stop);
    return stop;
  };
  return { say };
}

const bits = (room: TestRoom, of: TestRoom) => room.state.visitors.get(of.sessionId)?.voice;
const hears = (ear: { heard: Map<string, unknown> }, ...rooms: TestRoom[]) =>
  until(() => expect([...ear.heard.keys()].sort()).toEqual(rooms.map((one) => one.sessionId).sort()));

test('[VO5] who speaks is heard by those near, and seen to talk; who is silent again is not', async () => {
  const [ada, bo] = [await come('Ada'), await come('Bo')];
  const ear = await listen(bo);
  const { say } = await speak(ada);
  const stop = say();
  await hears(ear, ada);
  await until(() => expect(bits(bo, ada)).toBe(VOICE.open | VOICE.talking));
  stop();
  await until(() => expect(bits(bo, ada)).toBe(VOICE.open));
  await ada.request('voice.open', { open: false });
  await until(() => expect(bits(bo, ada)).toBe(0));
});

test('[VO6] transports are opened only for those who speak and those who have somebody to hear', async () => {
  const [ada, bo] = [await come('Ada'), await come('Bo')];
  const before = await transports();
  const ear = await listen(bo);
  expect(await transports()).toBe(before);
  await speak(ada);
  await hears(ear, ada);
  expect(await transports()).toBe(before + 2);
});

test('[VO7] who leaves takes everything along, and the others are told', async () => {
  const [ada, bo, cy] = [await come('Ada'), await come('Bo'), await come('Cy')];
  const before = await transports();
  const [ear, other] = [await listen(bo), await listen(cy)];
  await speak(ada);
  await speak(bo);
  await hears(ear, ada);
  await hears(other, ada, bo);
  expect(await transports()).toBe(before + 4);
  await ada.leave();
  await hears(ear);
  await hears(other, bo);
  await bo.leave();
  await hears(other);
  await until(async () => expect(await transports()).toBe(before + 1));
  await cy.leave();
  await until(() => expect(routers.every((one) => one.closed)).toBe(true));
});

test('[VO8] at most so many voices as one chose, whatever happens around', async () => {
  const listener = await come('Ear');
  const ear = await listen(listener, { nearest: 4 });
  const people = await Promise.all(['A', 'B', 'C', 'D', 'E', 'F', 'G'].map(come));
  for (const one of people) (await speak(one)).say();
  await until(() => expect(ear.heard.size).toBe(4));
  for (const one of people.slice(0, 3)) await one.leave();
  await until(() => expect(ear.heard.size).toBe(4));
  expect(ear.most()).toBeLessThanOrEqual(4);
});

test('[VO9] whom staff has muted is heard by nobody, may not speak, and stays muted when they come again', async () => {
  const host = await enterAsStaff(house);
  ends.push(() => host.leave());
  const { token } = await signIn(house);
  const ada = await joinWith(house, token, asVisitor('Ada'));
  const bo = await come('Bo');
  const ear = await listen(bo);
  const { say } = await speak(ada);
  say();
  await hears(ear, ada);
  await host.request('voice.mute', { visitor: ada.sessionId, muted: true });
  await hears(ear);
  await until(() => expect(bits(bo, ada)).toBe(VOICE.muted));
  expect((await refusalOf(ada.request('voice.open', { open: true }))).code).toBe('muted');
  expect((await refusalOf(ada.request('voice.transport', {}))).code).toBe('muted');
  await ada.leave();
  const again = await joinWith(house, token, asVisitor('Ada'));
  ends.push(() => again.leave());
  await until(() => expect(bits(bo, again)).toBe(VOICE.muted));
  expect((await refusalOf(speak(again))).code).toBe('muted');
  await host.request('voice.mute', { visitor: again.sessionId, muted: false });
  await speak(again);
  await hears(ear, again);
});

test('[VO10] only staff mutes, and nobody those above them', async () => {
  const [ada, bo] = [await come('Ada'), await come('Bo')];
  const owner = await enterAsStaff(house, 'owner');
  const host = await enterAsStaff(house);
  ends.push(
    () => owner.leave(),
    () => host.leave(),
  );
  const mute = (who: TestRoom, visitor: string) => who.request('voice.mute', { visitor, muted: true });
  expect((await refusalOf(mute(ada, bo.sessionId))).code).toBe('not-allowed');
  expect((await refusalOf(mute(host, owner.sessionId))).code).toBe('not-allowed');
  expect((await refusalOf(mute(host, 'nobody'))).code).toBe('not-found');
  await expect(mute(owner, host.sessionId)).resolves.toEqual({ ok: true });
});

test('[VO11] whom one blocked is never heard, by that one only, and again on the next visit', async () => {
  const { token } = await signIn(house);
  const bo = await joinWith(house, token, asVisitor('Bo'));
  const [ada, cy] = [await come('Ada'), await come('Cy')];
  const [ear, other] = [await listen(bo), await listen(cy)];
  (await speak(ada)).say();
  await hears(ear, ada);
  const { key } = (await bo.request('voice.block', { visitor: ada.sessionId, blocked: true })) as {
    key: string;
  };
  await hears(ear);
  await hears(other, ada);
  await bo.leave();
  const again = await joinWith(house, token, asVisitor('Bo'));
  ends.push(() => again.leave());
  const blocked: string[][] = [];
  again.onMessage('voice.blocked', ({ visitors }: { visitors: string[] }) => blocked.push(visitors));
  const later = await listen(again, { blocked: [key] });
  await until(() => expect(blocked.at(-1)).toEqual([ada.sessionId]));
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(later.heard.size).toBe(0);
  await again.request('voice.block', { visitor: ada.sessionId, blocked: false });
  await hears(later, ada);
});

test('[VO12] a strange client gets nowhere: no picture as a voice, no foreign transport, no voice without a body', async () => {
  const [mallory, staff] = [await come('Mallory'), await enterAsStaff(house)];
  ends.push(() => staff.leave());
  const { id } = (await mallory.request('voice.transport', {})) as VoiceTransport;
  const produce = (room: TestRoom, wish: object) =>
    refusalOf(
      room.request('voice.produce', { transportId: id, kind: 'audio', open: true, ...wish } as never),
    );
  expect((await produce(mallory, { kind: 'video', rtpParameters: vp8Sender() })).code).toBe('bad-input');
  expect((await produce(mallory, { rtpParameters: vp8Sender() })).code).toBe('bad-input');
  expect((await produce(mallory, { rtpParameters: {} })).code).toBe('bad-input');
  const two = { ...opusSender(1), encodings: [{ ssrc: 1 }, { ssrc: 2 }] };
  expect((await produce(mallory, { rtpParameters: two })).code).toBe('bad-input');
  expect((await produce(staff, { rtpParameters: opusSender(7) })).code).toBe('not-allowed');
  const bo = await come('Bo');
  expect((await produce(bo, { rtpParameters: opusSender(8) })).code).toBe('gone');
  expect((await refusalOf(bo.request('voice.resume', { consumerId: 'any' }))).code).toBe('gone');
  const keys = { rtpCapabilities: {}, blocked: Array(201).fill('0'.repeat(32)) };
  expect((await refusalOf(bo.request('voice.listen', keys))).code).toBe('bad-input');
});

test('[VO16] a host who is on air is heard from the screen, and not a second time from where they stand', async () => {
  const { token } = await signIn(house, 'host');
  const host = await joinWith(house, token, asVisitor('Host'));
  const studio = await joinWith(house, token, { as: 'staff' });
  ends.push(
    () => host.leave(),
    () => studio.leave(),
  );
  const bo = await come('Bo');
  const ear = await listen(bo);
  (await speak(host)).say();
  await hears(ear, host);
  const { id } = (await studio.request('stage.transport', { direction: 'send' })) as VoiceTransport;
  const send = (kind: 'audio' | 'video', rtpParameters: object) =>
    studio.request('stage.produce', { transportId: id, kind, rtpParameters, source: 'camera' } as never);
  await send('video', vp8Sender());
  await send('audio', { ...opusSender(9), mid: '1' });
  await hears(ear);
  await studio.request('stage.stop', {});
  await hears(ear, host);
});

test('[VO13] who sends far more than a voice needs is shut', async () => {
  const [ada, bo] = [await come('Ada'), await come('Bo')];
  const ear = await listen(bo);
  const { say } = await speak(ada);
  say(20, 1200);
  await hears(ear, ada);
  await until(() => expect(ear.heard.size).toBe(0), 15_000);
  await until(() => expect(bits(bo, ada)).toBe(0));
});

test('[VO14] who drops is silent at once; back within the seat time they speak and hear again', async () => {
  const wire = await layWire(house.port);
  ends.push(wire.close);
  const { token } = await signIn(house);
  const ada = await joinWith({ url: wire.url }, token, asVisitor('Ada'));
  ada.reconnection.minUptime = 0;
  const bo = await come('Bo');
  const [ear, hers] = [await listen(bo), await listen(ada)];
  await speak(ada);
  await speak(bo);
  await hears(ear, ada);
  await hears(hers, bo);
  const before = await transports();
  const back = new Promise<void>((resolve) => ada.onReconnect.once(() => resolve()));
  wire.cut();
  await hears(ear);
  await back;
  hers.heard.clear();
  await until(async () => expect(await transports()).toBe(before - 2));
  await listen(ada);
  await speak(ada);
  await hears(ear, ada);
  await hears(hers, bo);
  await ada.leave();
});

// The last one, because it kills the worker of all rooms in this file.
test('[VO15] when the media worker is killed, voices come back on the next one, and nobody loses their seat', async () => {
  const [ada, bo] = [await come('Ada'), await come('Bo')];
  const ear = await listen(bo);
  await speak(ada);
  await hears(ear, ada);
  const { epoch } = bo.state.programme;
  process.kill(workers.at(-1)!.pid, 'SIGKILL');
  await until(() => expect(bo.state.programme.epoch).toBe(epoch + 1));
  ear.heard.clear();
  await listen(bo);
  await speak(ada);
  await hears(ear, ada);
  expect(bo.state.visitors.size).toBe(2);
});
