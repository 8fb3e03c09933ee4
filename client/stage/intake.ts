import type { types } from 'mediasoup-client';
import type { Link } from '../net/link.ts';
import { openWay, RETRY_MS, type Way } from './way.ts';

/** One producer that is received, until `drop`. */
export type Taken = {
  /** Whether it is looked at or heard; at first it is not. */
  setWanted(wanted: boolean): void;
  /** The spatial layer that its size in view deserves, 0 to 2. */
  setLayer(layer: number): void;
  /** Bytes received so far, from WebRTC's own counters. */
  bytes(): Promise<number>;
  drop(): void;
};

/** Receives producers of the room's stage over one connection. Knows nothing of the engine. */
export type Intake = {
  /** Starts to receive a producer; `onTrack` hears its track, and undefined when that has ended for now or for good. */
  take(producer: string, onTrack: (track: MediaStreamTrack | undefined) => void): Taken;
  dispose(): void;
};

type Entry = {
  producer: string;
  onTrack: (track: MediaStreamTrack | undefined) => void;
  wanted: boolean;
  layer: number;
  sent: { paused: boolean; layer: number };
  consumer?: types.Consumer;
  dropped?: true;
};

/** Opens the intake. Everything is built anew when the room's epoch rises; a path that breaks is mended by an ICE restart, and built anew when that does not help. */
export function openIntake(link: Link): Intake {
  const entries = new Set<Entry>();
  let epoch = -1;
  let way: Way | undefined;
  let disposed = false;
  let again: ReturnType<typeof setTimeout> | undefined;
  let work: Promise<void> = Promise.resolve();

  const release = (entry: Entry): void => {
    const { consumer } = entry;
    if (!consumer) return;
    delete entry.consumer;
    entry.sent = { paused: true, layer: -1 };
    consumer.close();
    entry.onTrack(undefined);
  };
  const teardown = (): void => {
    for (const entry of entries) release(entry);
    way?.transport.close();
    way = undefined;
  };
  const retry = (): void => {
    clearTimeout(again);
    if (!disposed) again = setTimeout(sync, RETRY_MS);
  };
  const consume = async (entry: Entry): Promise<void> => {
    const rtpCapabilities = way!.device.recvRtpCapabilities as never;
    const offer = await link.request('stage.consume', { producerId: entry.producer, rtpCapabilities });
    if (entry.dropped || !way) return;
    const consumer = await way.transport.consume(offer as never);
    if (entry.dropped) return consumer.close();
    entry.consumer = consumer;
    entry.sent = { paused: true, layer: -1 };
    entry.onTrack(consumer.track);
    await apply(entry);
  };
  const apply = async (entry: Entry): Promise<void> => {
    const { consumer, sent } = entry;
    if (!consumer) return;
    const consumerId = consumer.id;
    if (sent.paused === entry.wanted) {
      sent.paused = !entry.wanted;
      await link.request(sent.paused ? 'stage.pause' : 'stage.resume', { consumerId });
    }
    if (consumer.kind === 'video' && entry.wanted && sent.layer !== entry.layer) {
      sent.layer = entry.layer;
      await link.request('stage.layers', { consumerId, spatialLayer: entry.layer });
    }
  };
  const once = async (): Promise<void> => {
    if (link.state.programme.epoch !== epoch) teardown();
    if (entries.size === 0) return;
    way ??= await openWay(link, 'receive', rebuild);
    epoch = way.epoch;
    if (disposed) return teardown();
    let refused: unknown;
    for (const entry of [...entries])
      if (!entry.consumer && !entry.dropped) await consume(entry).catch((error) => (refused = error));
    if (refused) throw refused;
  };
  const sync = (): void => {
    work = work.then(() => (disposed ? undefined : once())).catch(retry);
  };
  const rebuild = (): void => {
    epoch = -1;
    sync();
  };
  const closed = ({ consumerId }: { consumerId: string }): void => {
    for (const entry of entries) if (entry.consumer?.id === consumerId) release(entry);
  };
  const undo = [
    link.watch.changed(
      link.state.programme,
      () => link.state.programme.epoch !== epoch && epoch >= 0 && sync(),
    ),
    link.on('stage.consumerClosed', closed),
    link.onStatus((status) => {
      if (status !== 'online') return;
      if (way?.transport.connectionState === 'connected') sync();
      else rebuild();
    }),
  ];
  return {
    take(producer, onTrack) {
      const entry: Entry = { producer, onTrack, wanted: false, layer: 2, sent: { paused: true, layer: -1 } };
      entries.add(entry);
      sync();
      const applySoon = (): void => {
        work = work.then(() => apply(entry)).catch(retry);
      };
      return {
        setWanted(wanted) {
          if (entry.wanted === wanted) return;
          entry.wanted = wanted;
          applySoon();
        },
        setLayer(layer) {
          if (entry.layer === layer) return;
          entry.layer = layer;
          applySoon();
        },
        async bytes() {
          let bytes = 0;
          for (const report of (await entry.consumer?.getStats())?.values() ?? [])
            if (report.type === 'inbound-rtp') bytes += report.bytesReceived ?? 0;
          return bytes;
        },
        drop() {
          entry.dropped = true;
          entries.delete(entry);
          entry.consumer?.close();
        },
      };
    },
    dispose() {
      disposed = true;
      clearTimeout(again);
      for (const step of undo.splice(0)) step();
      teardown();
      entries.clear();
    },
  };
}
