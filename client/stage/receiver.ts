import type { types } from 'mediasoup-client';
import type { Link } from '../net/link.ts';

/** What is received of the programme: tracks for the screen and the ear, undefined while there is none. */
export type Feed = { video?: MediaStreamTrack; audio?: MediaStreamTrack };

/** Receives the room's programme. Knows nothing of the engine: tracks out, wishes in. */
export type Receiver = {
  onFeed(listener: (feed: Feed) => void): () => void;
  /** Whether anybody looks at the screen, and which spatial layer its size in view deserves (0 to 2). */
  setWanted(visible: boolean, spatialLayer: number): void;
  setAudible(audible: boolean): void;
  /** Bytes received so far, from WebRTC's own counters. */
  bytesDown(): Promise<number>;
  dispose(): void;
};

type Received = { consumer: types.Consumer; producer: string };

/** Milliseconds between two tries after the media side refused. */
const RETRY_MS = 400;

/**
 * Opens the receiver: follows `state.programme`, consumes its producers (created paused, resumed once wired), and builds
 * everything anew when the epoch rises or the connection fails.
 */
export function openReceiver(link: Link): Receiver {
  const listeners = new Set<(feed: Feed) => void>();
  const received: Partial<Record<'video' | 'audio', Received>> = {};
  const wanted = { visible: true, layer: 2, audible: false };
  const sent = { layer: -1 };
  let epoch = -1;
  let device: types.Device | undefined;
  let transport: types.Transport | undefined;
  let disposed = false;
  let again: ReturnType<typeof setTimeout> | undefined;
  let work: Promise<void> = Promise.resolve();

  const tell = (): void => {
    const feed: Feed = {};
    if (received.video) feed.video = received.video.consumer.track;
    if (received.audio) feed.audio = received.audio.consumer.track;
    for (const listener of listeners) listener(feed);
  };
  const drop = (kind: 'video' | 'audio'): void => {
    received[kind]?.consumer.close();
    delete received[kind];
  };
  const teardown = (): void => {
    drop('video');
    drop('audio');
    transport?.close();
    transport = undefined;
  };
  const retry = (): void => {
    clearTimeout(again);
    if (!disposed) again = setTimeout(sync, RETRY_MS);
  };

  const connect = async (): Promise<types.Transport> => {
    const { Device } = await import('mediasoup-client');
    const capabilities = await link.request('stage.capabilities', {});
    epoch = capabilities.epoch;
    device = new Device();
    await device.load({ routerRtpCapabilities: capabilities.rtpCapabilities as types.RtpCapabilities });
    const offer = await link.request('stage.transport', { direction: 'receive' });
    const made = device.createRecvTransport(offer as never);
    made.on('connect', ({ dtlsParameters }, done, failed) => {
      link
        .request('stage.connect', { transportId: made.id, dtlsParameters: dtlsParameters as never })
        .then(() => done(), failed);
    });
    made.on('connectionstatechange', (state) => {
      if (state === 'failed' && transport === made) rebuild();
    });
    return made;
  };
  const consume = async (kind: 'video' | 'audio', producer: string): Promise<void> => {
    const rtpCapabilities = device!.recvRtpCapabilities as never;
    const offer = await link.request('stage.consume', { producerId: producer, rtpCapabilities });
    const consumer = await transport!.consume(offer as never);
    received[kind] = { consumer, producer };
    if (kind === 'video') sent.layer = -1;
    await applyWish();
  };
  const applyWish = async (): Promise<void> => {
    const { video, audio } = received;
    if (video) await setPaused(video.consumer, !wanted.visible);
    if (audio) await setPaused(audio.consumer, !wanted.audible);
    if (video && wanted.visible && sent.layer !== wanted.layer) {
      sent.layer = wanted.layer;
      await link.request('stage.layers', { consumerId: video.consumer.id, spatialLayer: wanted.layer });
    }
  };
  const setPaused = async (consumer: types.Consumer, paused: boolean): Promise<void> => {
    if (consumer.appData.paused === paused) return;
    consumer.appData.paused = paused;
    await link.request(paused ? 'stage.pause' : 'stage.resume', { consumerId: consumer.id });
  };
  const once = async (): Promise<void> => {
    const { programme } = link.state;
    if (programme.epoch !== epoch) teardown();
    for (const kind of ['video', 'audio'] as const)
      if (received[kind] && received[kind].producer !== programme[kind]) drop(kind);
    tell();
    if (!programme.video && !programme.audio) return;
    transport ??= await connect();
    if (disposed) return teardown();
    for (const kind of ['video', 'audio'] as const)
      if (programme[kind] && !received[kind]) await consume(kind, programme[kind]);
    tell();
  };
  const sync = (): void => {
    work = work.then(() => (disposed ? undefined : once())).catch(retry);
  };
  const rebuild = (): void => {
    epoch = -1;
    sync();
  };

  const undo = [
    link.watch.changed(link.state.programme, sync),
    link.on('stage.consumerClosed', sync),
    link.onStatus((status) => status === 'online' && rebuild()),
  ];
  sync();
  return {
    onFeed(listener) {
      listeners.add(listener);
      tell();
      return () => listeners.delete(listener);
    },
    setWanted(visible, layer) {
      if (wanted.visible === visible && wanted.layer === layer) return;
      Object.assign(wanted, { visible, layer });
      work = work.then(applyWish).catch(retry);
    },
    setAudible(audible) {
      wanted.audible = audible;
      work = work.then(applyWish).catch(retry);
    },
    async bytesDown() {
      let bytes = 0;
      for (const kind of ['video', 'audio'] as const)
        for (const report of (await received[kind]?.consumer.getStats())?.values() ?? [])
          if (report.type === 'inbound-rtp') bytes += report.bytesReceived ?? 0;
      return bytes;
    },
    dispose() {
      disposed = true;
      clearTimeout(again);
      for (const step of undo.splice(0)) step();
      teardown();
      listeners.clear();
    },
  };
}
