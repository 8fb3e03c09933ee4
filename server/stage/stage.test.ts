import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ConsumerOffer, TransportOffer } from '../../shared/wire/stage.ts';
import { readConfig } from '../config.ts';
import { openLog } from '../log.ts';
import { tinyFilm } from '../testing/film.ts';
import { runningClock, testEnvironment } from '../testing/house.ts';
import { CLIENT_DTLS, capabilitiesOf, vp8Sender } from '../testing/media.ts';
import { until } from '../testing/rooms.ts';
import { type MediaPool, type MediaRouter, openMediaPool } from './pool.ts';
import { type OnAir, openStage, type Stage } from './stage.ts';

let pool: MediaPool;
const log = openLog('silent');
beforeAll(async () => {
  pool = await openMediaPool(readConfig(testEnvironment('unused')), 1, log);
});
afterAll(() => pool.close());

const routers = () => pool.workers().reduce((sum, worker) => sum + worker.routers, 0);

/** A stage with all that it told its room. */
async function open(film = true) {
  const aired: OnAir[] = [];
  const closedConsumers: string[] = [];
  const listener = {
    onAir: (onAir: OnAir) => void aired.push(onAir),
    consumerClosed: (_: string, id: string) => void closedConsumers.push(id),
  };
  const stage = await openStage(pool, film ? tinyFilm() : undefined, listener, log);
  return { stage, aired, closedConsumers, now: () => aired.at(-1)! };
}

/** A host of that name who sends a picture. */
async function goLive(stage: Stage, peer: string, source: 'camera' | 'film' = 'camera') {
  const transport = await stage.openTransport(peer, 'send');
  await stage.connect(peer, transport.id, CLIENT_DTLS);
  const wish = { transportId: transport.id, kind: 'video' as const, source, title: 'Hello' };
  return stage.produce(peer, { ...wish, rtpParameters: vp8Sender() });
}

test('[ST11] a stage shows the house film from the start; without a film its screen is dark', async () => {
  const house = await open();
  expect(house.now()).toMatchObject({ source: 'house', epoch: 0, title: '' });
  expect(house.now().video).not.toBe('');
  expect(house.now().audio).not.toBe('');
  const dark = await open(false);
  expect(dark.now()).toMatchObject({ source: 'none', video: '', audio: '' });
  house.stage.close();
  dark.stage.close();
});

test('[ST12] the film is received by one who asks for it', async () => {
  const { stage, now } = await open();
  const transport: TransportOffer = await stage.openTransport('ada', 'receive');
  expect(transport.iceCandidates).not.toEqual([]);
  const offer: ConsumerOffer = await stage.consume('ada', now().video, capabilitiesOf(stage));
  expect(offer).toMatchObject({ producerId: now().video, kind: 'video' });
  await stage.setPaused('ada', offer.id, false);
  await stage.setPaused('ada', offer.id, true);
  await stage.setLayer('ada', offer.id, 0);
  stage.close();
});

test('[ST13] what is not on air, or not open, or not one’s own, can not be had', async () => {
  const { stage, now } = await open();
  const capabilities = capabilitiesOf(stage);
  const gone = { code: 'gone' };
  await expect(stage.consume('ada', now().video, capabilities)).rejects.toMatchObject(gone);
  const transport = await stage.openTransport('ada', 'receive');
  await expect(stage.consume('ada', 'no such producer', capabilities)).rejects.toMatchObject(gone);
  await expect(stage.consume('ada', now().video, { codecs: [] })).rejects.toMatchObject({
    code: 'media-unavailable',
  });
  const { id } = await stage.consume('ada', now().video, capabilities);
  await expect(stage.setPaused('bo', id, false)).rejects.toMatchObject(gone);
  await expect(stage.connect('bo', transport.id, CLIENT_DTLS)).rejects.toMatchObject(gone);
  await expect(stage.restartIce('bo', transport.id)).rejects.toMatchObject(gone);
  stage.close();
});

test('[ST14] parameters that mediasoup does not like are bad-input, and harm nothing', async () => {
  const { stage } = await open();
  const transport = await stage.openTransport('host', 'send');
  const bad = { code: 'bad-input' };
  for (const dtls of [
    {},
    { fingerprints: [] },
    { fingerprints: [{ algorithm: 'x', value: 'y' }] },
    { role: 7 },
  ])
    await expect(stage.connect('host', transport.id, dtls)).rejects.toMatchObject(bad);
  const wish = { transportId: transport.id, kind: 'video' as const, source: 'camera' as const, title: '' };
  for (const rtpParameters of [{}, { codecs: 7 }, { codecs: [{}] }, { codecs: [], encodings: [] }])
    await expect(stage.produce('host', { ...wish, rtpParameters })).rejects.toMatchObject(bad);
  const receive = await stage.openTransport('ada', 'receive');
  expect(receive.id).not.toBe('');
  expect(stage.capabilities()).toHaveProperty('rtpCapabilities');
  stage.close();
});

test('[ST15] a host takes the screen; when they stop, a slate, and then the house again', async () => {
  const { stage, now, aired } = await open();
  const { id } = await goLive(stage, 'host', 'film');
  expect(now()).toMatchObject({ source: 'film', video: id, title: 'Hello' });
  stage.stop('ada');
  expect(now().source).toBe('film');
  stage.stop('host');
  expect(now()).toMatchObject({ source: 'slate', video: '', audio: '' });
  stage.drop('host');
  await until(() => expect(now().source).toBe('house'), 8000);
  expect(aired.map(({ source }) => source)).toEqual(['house', 'film', 'slate', 'house']);
  stage.close();
});

test('[ST15] while a host is live another one is a conflict; a lost host may be followed by another', async () => {
  const { stage, now } = await open();
  await goLive(stage, 'host');
  await expect(goLive(stage, 'other')).rejects.toMatchObject({ code: 'conflict' });
  stage.drop('host');
  expect(now().source).toBe('slate');
  const { id } = await goLive(stage, 'other');
  expect(now()).toMatchObject({ source: 'camera', video: id });
  stage.close();
});

test('[ST16] who watches a host is told when the picture ends', async () => {
  const { stage, now, closedConsumers } = await open();
  await goLive(stage, 'host');
  await stage.openTransport('ada', 'receive');
  const { id } = await stage.consume('ada', now().video, capabilitiesOf(stage));
  stage.leave('host');
  await until(() => expect(closedConsumers).toEqual([id]));
  expect(now().source).toBe('slate');
  stage.close();
});

test('[ST17] closing a stage gives its router back, closing it twice is once', async () => {
  const before = routers();
  const stages = [await open(), await open(false)];
  expect(routers()).toBe(before + 2);
  for (const { stage } of stages) {
    stage.close();
    stage.close();
  }
  expect(routers()).toBe(before);
  await expect(stages[0]!.stage.openTransport('ada', 'send')).rejects.toMatchObject({
    code: 'media-unavailable',
  });
});

test('[ST21] what a peer had is freed when they leave: transports, and with them what runs over those', async () => {
  let media!: MediaRouter;
  const watched = {
    ...pool,
    openRouter: async () => {
      media = await pool.openRouter();
      return media;
    },
  };
  const stage = await openStage(watched, tinyFilm(), { onAir() {}, consumerClosed() {} }, log);
  const count = async () => (await media.router.dump()).transportIds.length;
  const before = await count();
  for (const peer of ['ada', 'bo', 'cy']) {
    await stage.openTransport(peer, 'send');
    await stage.openTransport(peer, 'receive');
  }
  expect(await count()).toBe(before + 6);
  for (const peer of ['ada', 'bo', 'cy']) {
    stage.leave(peer);
    stage.leave(peer);
  }
  expect(await count()).toBe(before);
  stage.close();
  expect(media.router.closed).toBe(true);
});

test('[ST17] a second transport of one direction replaces the first', async () => {
  const { stage } = await open();
  const first = await stage.openTransport('ada', 'receive');
  await stage.openTransport('ada', 'receive');
  await expect(stage.restartIce('ada', first.id)).rejects.toMatchObject({ code: 'gone' });
  stage.close();
});

// The last one, because it kills the worker of all stages in this file.
test('[ST18] a worker that is killed costs its stages less than three seconds: a new epoch, the house again', async () => {
  const clock = runningClock();
  const { stage, now, aired } = await open();
  await stage.openTransport('ada', 'receive');
  const { pid } = pool.workers()[0]!;
  const killed = clock.now();
  process.kill(pid, 'SIGKILL');
  await until(() => {
    expect(now()).toMatchObject({ source: 'house', epoch: 1 });
    expect(stage.capabilities().epoch).toBe(1);
  });
  expect(clock.now() - killed).toBeLessThan(3000);
  expect(aired.some(({ source }) => source === 'slate')).toBe(true);
  expect(pool.workers()[0]!.pid).not.toBe(pid);
  const transport = await stage.openTransport('ada', 'receive');
  expect(transport.epoch).toBe(1);
  stage.close();
  expect(routers()).toBe(0);
});
