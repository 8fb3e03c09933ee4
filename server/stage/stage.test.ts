import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LiveSource, PROGRAMME } from '../../shared/model/sources.ts';
import type { ConsumerOffer, TransportOffer } from '../../shared/wire/stage.ts';
import { readConfig } from '../config.ts';
import { openLog } from '../log.ts';
import { tinyFilm } from '../testing/film.ts';
import { runningClock, testEnvironment } from '../testing/house.ts';
import { CLIENT_DTLS, capabilitiesOf, opusSender, vp8Sender } from '../testing/media.ts';
import { until } from '../testing/rooms.ts';
import { type Feeds, openFeeds } from './feeds.ts';
import { type MediaPool, type MediaRouter, openMediaPool } from './pool.ts';
import { type OnAir, openStage, type Stage } from './stage.ts';
import { openStages } from './stages.ts';

let pool: MediaPool;
const log = openLog('silent');
beforeAll(async () => {
  pool = await openMediaPool(readConfig(testEnvironment('unused')), 1, log);
});
afterAll(() => pool.close());

const routers = () => pool.workers().reduce((sum, worker) => sum + worker.routers, 0);

/** A stage, the feeds of one room of it, and all that they told. */
async function open(film = true, from: MediaPool = pool) {
  const aired: OnAir[] = [];
  const closedConsumers: string[] = [];
  const stage = await openStage(from, film ? tinyFilm() : undefined, log);
  stage.follow((onAir) => void aired.push(onAir));
  const listener = {
    back() {},
    consumerClosed: (_: string, id: string) => void closedConsumers.push(id),
  };
  const feeds = await openFeeds(stage, from, listener, log);
  const close = (): void => {
    feeds.close();
    stage.close();
  };
  return { stage, feeds, aired, closedConsumers, now: () => aired.at(-1)!, close };
}

/** A host of that name who sends a picture. */
async function goLive(stage: Stage, peer: string, source: 'camera' | 'film' = 'camera') {
  const transport = await stage.openTransport(peer);
  await stage.connect(peer, transport.id, CLIENT_DTLS);
  const wish = { transportId: transport.id, kind: 'video' as const, source, title: 'Hello', feed: PROGRAMME };
  return stage.produce(peer, `visitor ${peer}`, { ...wish, rtpParameters: vp8Sender() });
}

test('[ST11] a stage shows the house film from the start; without a film its screen is dark', async () => {
  const house = await open();
  expect(house.now()).toMatchObject({ source: 'house', sendEpoch: 0, title: '' });
  expect(house.now().video).not.toBe('');
  expect(house.now().audio).not.toBe('');
  const dark = await open(false);
  expect(dark.now()).toMatchObject({ source: 'none', video: '', audio: '' });
  house.close();
  dark.close();
});

test('[ST12] the film is received by one who asks for it', async () => {
  const { feeds, now, close } = await open();
  const transport: TransportOffer = await feeds.openTransport('ada');
  expect(transport.iceCandidates).not.toEqual([]);
  const offer: ConsumerOffer = await feeds.consume('ada', now().video, capabilitiesOf(feeds));
  expect(offer).toMatchObject({ producerId: now().video, kind: 'video' });
  await feeds.setPaused('ada', offer.id, false);
  await feeds.setPaused('ada', offer.id, true);
  await feeds.setLayer('ada', offer.id, 0);
  close();
});

test('[ST13] what is not on air, or not open, or not one’s own, can not be had', async () => {
  const { feeds, now, close } = await open();
  const capabilities = capabilitiesOf(feeds);
  const gone = { code: 'gone' };
  await expect(feeds.consume('ada', now().video, capabilities)).rejects.toMatchObject(gone);
  const transport = await feeds.openTransport('ada');
  await expect(feeds.consume('ada', 'no such producer', capabilities)).rejects.toMatchObject(gone);
  await expect(feeds.consume('ada', now().video, { codecs: [] })).rejects.toMatchObject({
    code: 'media-unavailable',
  });
  const { id } = await feeds.consume('ada', now().video, capabilities);
  await expect(feeds.setPaused('bo', id, false)).rejects.toMatchObject(gone);
  await expect(feeds.connect('bo', transport.id, CLIENT_DTLS)).rejects.toMatchObject(gone);
  await expect(feeds.restartIce('bo', transport.id)).rejects.toMatchObject(gone);
  close();
});

test('[ST14] parameters that mediasoup does not like are bad-input, and harm nothing', async () => {
  const { stage, feeds, close } = await open();
  const transport = await stage.openTransport('host');
  const bad = { code: 'bad-input' };
  for (const dtls of [
    {},
    { fingerprints: [] },
    { fingerprints: [{ algorithm: 'x', value: 'y' }] },
    { role: 7 },
  ])
    await expect(stage.connect('host', transport.id, dtls)).rejects.toMatchObject(bad);
  const sends = { kind: 'video' as const, source: 'camera' as const, title: '', feed: PROGRAMME };
  const wish = { transportId: transport.id, ...sends };
  for (const rtpParameters of [{}, { codecs: 7 }, { codecs: [{}] }, { codecs: [], encodings: [] }])
    await expect(stage.produce('host', 'visitor', { ...wish, rtpParameters })).rejects.toMatchObject(bad);
  const receive = await feeds.openTransport('ada');
  expect(receive.id).not.toBe('');
  expect(feeds.media().router.rtpCapabilities).toHaveProperty('codecs');
  close();
});

test('[ST15] a host takes the screen; when they stop, a slate, and then the house again', async () => {
  const { stage, now, aired, close } = await open();
  const { id } = await goLive(stage, 'host', 'film');
  expect(now()).toMatchObject({ source: 'film', video: id, title: 'Hello' });
  stage.stop('ada');
  expect(now().source).toBe('film');
  stage.stop('host');
  expect(now()).toMatchObject({ source: 'slate', video: '', audio: '' });
  stage.drop('host');
  await until(() => expect(now().source).toBe('house'), 8000);
  expect(aired.map(({ source }) => source)).toEqual(['house', 'film', 'slate', 'house']);
  close();
});

test('[ST15] while a host is live another one is a conflict; a lost host may be followed by another', async () => {
  const { stage, now, close } = await open();
  await goLive(stage, 'host');
  await expect(goLive(stage, 'other')).rejects.toMatchObject({ code: 'conflict' });
  stage.drop('host');
  expect(now().source).toBe('slate');
  const { id } = await goLive(stage, 'other');
  expect(now()).toMatchObject({ source: 'camera', video: id });
  close();
});

test('[ST16] who watches a host is told when the picture ends', async () => {
  const { stage, feeds, now, closedConsumers, close } = await open();
  await goLive(stage, 'host');
  await feeds.openTransport('ada');
  const { id } = await feeds.consume('ada', now().video, capabilitiesOf(feeds));
  stage.leave('host');
  await until(() => expect(closedConsumers).toEqual([id]));
  expect(now().source).toBe('slate');
  close();
});

test('[ST33] rooms of one showroom share its programme: each gets it once, whoever looks, and is told of its end', async () => {
  const { stage, feeds, now, closedConsumers, close } = await open();
  const other: string[] = [];
  const second = await openFeeds(
    stage,
    pool,
    { back() {}, consumerClosed: (_, id) => void other.push(id) },
    log,
  );
  await goLive(stage, 'host');
  const look = async (room: Feeds, peer: string) => {
    await room.openTransport(peer);
    return (await room.consume(peer, now().video, capabilitiesOf(room))).id;
  };
  const [ada, bo, cy] = await Promise.all([look(feeds, 'ada'), look(second, 'bo'), look(second, 'cy')]);
  const { mapProducerIdConsumerIds } = await second.media().router.dump();
  expect(mapProducerIdConsumerIds.map(({ values }) => values.length)).toEqual([2]);
  stage.leave('host');
  await until(() => expect([closedConsumers, other.sort()]).toEqual([[ada], [bo, cy].sort()]));
  second.close();
  close();
});

test('[ST33] a room that comes while another goes finds the stage of the showroom open', async () => {
  const stages = openStages(pool, tinyFilm(), log);
  const before = routers();
  const [first, second] = await Promise.all([stages.enter('atelier'), stages.enter('atelier')]);
  expect(second.stage).toBe(first.stage);
  first.leave();
  first.leave();
  expect(second.stage.router().closed).toBe(false);
  const elsewhere = await stages.enter('theatre');
  expect(elsewhere.stage).not.toBe(first.stage);
  second.leave();
  elsewhere.leave();
  await until(() => expect(routers()).toBe(before));
  const again = await stages.enter('atelier');
  expect(again.stage).not.toBe(first.stage);
  again.leave();
});

/** An input of that peer, with a picture. */
async function addInput(stage: Stage, peer: string, feed: string, source: LiveSource = 'camera') {
  const transport = stage.transport(peer) ?? (await stage.openTransport(peer));
  const wish = { kind: 'video' as const, source, title: feed, feed, rtpParameters: vp8Sender() };
  return stage.produce(peer, `visitor ${peer}`, { transportId: transport.id, ...wish });
}

test('[ST34] a stage has several inputs beside its programme; each ends with its track or its sender', async () => {
  const { stage, now, close } = await open();
  const seen: string[][] = [];
  stage.followSources((inputs) => seen.push(inputs.map(({ name, kind }) => `${name} ${kind}`)));
  await goLive(stage, 'host');
  const first = await addInput(stage, 'host', 'camera-1');
  await addInput(stage, 'host', 'slides-1', 'slides');
  await addInput(stage, 'other', 'camera-1', 'guest');
  expect(seen.at(-1)).toEqual(['camera-1 camera', 'slides-1 slides', 'camera-1 guest']);
  const again = await addInput(stage, 'host', 'camera-1');
  expect(stage.list().map(({ video }) => video)).toContain(again.id);
  expect(stage.list().map(({ video }) => video)).not.toContain(first.id);
  stage.unplug('host', 'slides-1');
  await until(() => expect(seen.at(-1)).toEqual(['camera-1 camera', 'camera-1 guest']));
  stage.leave('other');
  await until(() => expect(seen.at(-1)).toEqual(['camera-1 camera']));
  expect(now().source).toBe('camera');
  close();
});

test('[ST34] a stage has sixteen places; who comes then is told so', async () => {
  const { stage, close } = await open(false);
  for (let i = 0; i < 16; i++) await addInput(stage, 'host', `camera-${i}`);
  await expect(addInput(stage, 'host', 'camera-16')).rejects.toMatchObject({ code: 'too-many' });
  await addInput(stage, 'host', 'camera-3');
  expect(stage.list()).toHaveLength(16);
  close();
});

test('[ST35] visitors receive what is on air or on a screen; hosts and guests every input', async () => {
  const { stage, feeds, close } = await open();
  const { id } = await addInput(stage, 'host', 'camera-1');
  await feeds.openTransport('ada');
  const look = (backstage: boolean) => feeds.consume('ada', id, capabilitiesOf(feeds), backstage);
  await expect(look(false)).rejects.toMatchObject({ code: 'gone' });
  expect((await look(true)).producerId).toBe(id);
  const source = stage.list()[0]!.id;
  stage.setScreen('left', source);
  expect((await look(false)).producerId).toBe(id);
  expect(() => stage.setScreen('left', 'nothing')).toThrow(/gone/);
  const shown: [string, string][][] = [];
  stage.followAll(({ screens }) => shown.push([...screens]));
  stage.unplug('host');
  await until(() => expect(shown.at(-1)).toEqual([]));
  expect(shown[0]).toEqual([['left', source]]);
  close();
});

test('[ST36] an encoder is the programme until a studio takes it over, and waits beside one', async () => {
  const { stage, now, close } = await open();
  const { id } = await addInput(stage, 'obs', 'encoder', 'encoder');
  expect(now()).toMatchObject({ source: 'encoder', video: id });
  await addInput(stage, 'balcony', 'encoder', 'encoder');
  expect(now().video).toBe(id);
  await goLive(stage, 'host');
  expect(now().source).toBe('camera');
  await expect(goLive(stage, 'other')).rejects.toMatchObject({ code: 'conflict' });
  expect(stage.list()).toHaveLength(2);
  stage.leave('obs');
  expect(now().source).toBe('camera');
  close();
});

test('[ST37] what is rehearsed only staff see; then it goes on air as it is, or ends unseen', async () => {
  const { stage, now, aired, close } = await open();
  const hidden: string[] = [];
  stage.followAll(({ rehearsal }) => hidden.push(rehearsal?.source ?? '-'));
  stage.rehearse('unseen');
  const { id } = await goLive(stage, 'host');
  expect([now().source, hidden.at(-1)]).toEqual(['house', 'camera']);
  expect([stage.offers(id, false), stage.offers(id, true)]).toEqual([false, true]);
  stage.rehearse('air');
  expect([now().source, hidden.at(-1)]).toEqual(['camera', '-']);
  stage.rehearse('unseen');
  stage.rehearse('end');
  expect([now().source, hidden.at(-1)]).toEqual(['house', '-']);
  expect(aired.map(({ source }) => source).filter((source) => source === 'slate')).toEqual([]);
  close();
});

test('[ST38] the same person takes their own programme over from another page; the first page’s end changes nothing', async () => {
  const { stage, now, close } = await open();
  await goLive(stage, 'host');
  const transport = await stage.openTransport('tablet');
  const sends = { kind: 'video' as const, source: 'camera' as const, title: '', feed: PROGRAMME };
  const wish = { transportId: transport.id, ...sends, rtpParameters: vp8Sender() };
  const { id } = await stage.produce('tablet', 'visitor host', wish);
  expect(now().video).toBe(id);
  stage.leave('host');
  expect(now()).toMatchObject({ source: 'camera', video: id });
  close();
});

test('[ST41] a host whose connection comes back while their picture still comes is on air again, once', async () => {
  const { stage, now, aired, close } = await open();
  const { id } = await goLive(stage, 'host');
  stage.drop('host');
  expect(now()).toMatchObject({ source: 'slate', video: '' });
  stage.back('other');
  expect(now().source).toBe('slate');
  stage.back('host');
  expect(now()).toMatchObject({ source: 'camera', video: id, title: 'Hello' });
  const { length } = aired;
  stage.back('host');
  expect(aired).toHaveLength(length);
  stage.stop('host');
  stage.back('host');
  expect(now().source).toBe('slate');
  close();
});

test('[ST34] one kind of track of an input can end; the rest of it goes on', async () => {
  const { stage, close } = await open(false);
  const transport = await stage.openTransport('host');
  const wish = { transportId: transport.id, source: 'camera' as const, title: '', feed: 'camera-1' };
  await stage.produce('host', 'ada', { ...wish, kind: 'audio', rtpParameters: opusSender(77) });
  const { id } = await stage.produce('host', 'ada', { ...wish, kind: 'video', rtpParameters: vp8Sender() });
  expect(stage.list()[0]!.video).toBe(id);
  stage.unplug('host', 'camera-1', 'video');
  await until(() => expect(stage.list()[0]).toMatchObject({ video: '' }));
  expect(stage.list()[0]!.audio).not.toBe('');
  close();
});

test('[ST17] closing a stage gives its router back, closing it twice is once', async () => {
  const before = routers();
  const stages = [await open(), await open(false)];
  expect(routers()).toBe(before + 4);
  for (const { close } of stages) {
    close();
    close();
  }
  expect(routers()).toBe(before);
  await expect(stages[0]!.stage.openTransport('ada')).rejects.toMatchObject({
    code: 'media-unavailable',
  });
});

test('[ST21] what a peer had is freed when they leave: transports, and with them what runs over those', async () => {
  const opened: MediaRouter[] = [];
  const watched = {
    ...pool,
    openRouter: async () => {
      const media = await pool.openRouter();
      opened.push(media);
      return media;
    },
  };
  const { stage, feeds, close } = await open(true, watched);
  const count = async () =>
    (await Promise.all(opened.map(({ router }) => router.dump()))).flatMap(({ transportIds }) => transportIds)
      .length;
  const before = await count();
  for (const peer of ['ada', 'bo', 'cy']) {
    await stage.openTransport(peer);
    await feeds.openTransport(peer);
  }
  expect(await count()).toBe(before + 6);
  for (const peer of ['ada', 'bo', 'cy']) {
    for (const side of [stage, feeds, stage, feeds]) side.leave(peer);
  }
  expect(await count()).toBe(before);
  close();
  expect(opened.map(({ router }) => router.closed)).toEqual([true, true]);
});

test('[ST17] a second transport of one direction replaces the first', async () => {
  const { feeds, close } = await open();
  const first = await feeds.openTransport('ada');
  await feeds.openTransport('ada');
  await expect(feeds.restartIce('ada', first.id)).rejects.toMatchObject({ code: 'gone' });
  close();
});

// The last one, because it kills the worker of all stages in this file.
test('[ST18] a worker that is killed costs its stages less than three seconds: a new epoch, the house again', async () => {
  const clock = runningClock();
  const { feeds, now, aired, close } = await open();
  await feeds.openTransport('ada');
  const { pid } = pool.workers()[0]!;
  const killed = clock.now();
  process.kill(pid, 'SIGKILL');
  await until(() => {
    expect(now()).toMatchObject({ source: 'house', sendEpoch: 1 });
    expect(feeds.epoch).toBe(1);
  });
  expect(clock.now() - killed).toBeLessThan(3000);
  expect(aired.some(({ source }) => source === 'slate')).toBe(true);
  expect(pool.workers()[0]!.pid).not.toBe(pid);
  const transport = await feeds.openTransport('ada');
  expect(transport.epoch).toBe(1);
  close();
  expect(routers()).toBe(0);
});
