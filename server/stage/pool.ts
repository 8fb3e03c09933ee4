import { networkInterfaces } from 'node:os';
import { createWorker, type types } from 'mediasoup';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';

/** A router on some worker. `died` resolves when its worker has died; `close` gives the place back. */
export type MediaRouter = {
  worker: types.Worker;
  router: types.Router;
  webRtcServer: types.WebRtcServer;
  died: Promise<void>;
  close(): void;
};

/** The media workers of this process. Closed by the composition root, after every stage. */
export type MediaPool = {
  /** A new router on the worker with the fewest; waits while no worker lives. */
  openRouter(codecs?: types.RouterRtpCodecCapability[]): Promise<MediaRouter>;
  /** Process ids of the living workers and the routers on each. */
  workers(): { pid: number; routers: number }[];
  close(): void;
};

type Slot = {
  index: number;
  alive?: { worker: types.Worker; webRtcServer: types.WebRtcServer; died: Promise<void> };
  routers: number;
};

/** What browsers and our own films send; the first of a kind is preferred. */
export const MEDIA_CODECS: types.RouterRtpCodecCapability[] = [
  { kind: 'audio', mimeType: 'audio/opus', clockRate: 48000, channels: 2 },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90000 },
  {
    kind: 'video',
    mimeType: 'video/H264',
    clockRate: 90000,
    parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 },
  },
];

/** Milliseconds between two tries to replace a dead worker, growing to the second figure. */
const RETRY_MS = [100, 2000] as const;

/** Starts the workers, one per core by default, each with its WebRtcServer on one UDP and TCP port; a dead one is replaced. */
export async function openMediaPool(config: Config, count: number, log: Log): Promise<MediaPool> {
  const slots: Slot[] = Array.from({ length: count }, (_, index) => ({ index, routers: 0 }));
  const waiting = new Set<() => void>();
  let closed = false;

  const start = async (slot: Slot): Promise<void> => {
    const worker = await createWorker({ logLevel: 'warn', workerBin: config.MEDIASOUP_WORKER_BIN });
    const died = new Promise<void>((resolve) => worker.once('died', () => resolve()));
    const webRtcServer = await worker
      .createWebRtcServer({ listenInfos: listenInfos(config, slot.index) })
      .catch((error) => {
        worker.close();
        throw error;
      });
    if (closed) return worker.close();
    slot.alive = { worker, webRtcServer, died };
    slot.routers = 0;
    log.info({ worker: slot.index, pid: worker.pid }, 'media worker started');
    for (const wake of waiting) wake();
    void died.then(() => {
      slot.alive = undefined;
      if (closed) return;
      log.warn({ worker: slot.index, pid: worker.pid }, 'media worker died, replacing it');
      void restart(slot, RETRY_MS[0]);
    });
  };
  const restart = async (slot: Slot, delayMs: number): Promise<void> => {
    try {
      await start(slot);
    } catch (error) {
      log.warn({ err: error, worker: slot.index }, 'media worker did not start, trying again');
      setTimeout(() => !closed && void restart(slot, Math.min(delayMs * 2, RETRY_MS[1])), delayMs).unref();
    }
  };
  await Promise.all(slots.map(start));

  const place = async (): Promise<Slot> => {
    for (;;) {
      if (closed) throw new Error('the media pool is closed');
      const living = slots.filter((slot) => slot.alive).sort((a, b) => a.routers - b.routers);
      if (living[0]) return living[0];
      await new Promise<void>((resolve) => waiting.add(resolve));
    }
  };
  return {
    async openRouter(mediaCodecs = MEDIA_CODECS) {
      const slot = await place();
      const { worker, webRtcServer, died } = slot.alive!;
      slot.routers++;
      const router = await worker.createRouter({ mediaCodecs }).catch((error) => {
        slot.routers--;
        throw error;
      });
      router.observer.once('close', () => {
        if (slot.alive?.worker === worker) slot.routers--;
      });
      return { worker, router, webRtcServer, died, close: () => router.close() };
    },
    workers: () =>
      slots.flatMap((slot) => (slot.alive ? [{ pid: slot.alive.worker.pid, routers: slot.routers }] : [])),
    close() {
      closed = true;
      for (const slot of slots) slot.alive?.worker.close();
      for (const wake of waiting) wake();
    },
  };
}

/**
 * Where a worker listens. With an announced address: on the given address, announced as that. Without one and on
 * `0.0.0.0`: on each IPv4 address of this machine, since nobody can connect to `0.0.0.0`.
 */
export function listenInfos(
  config: Config,
  index: number,
  own = ownAddresses(),
): types.TransportListenInfo[] {
  const port = config.MEDIA_PORT === 0 ? {} : { port: config.MEDIA_PORT + index };
  const announcedAddress = config.MEDIA_ANNOUNCED_ADDRESS;
  const everywhere = config.MEDIA_LISTEN_IP === '0.0.0.0' && announcedAddress === undefined;
  const addresses = everywhere ? own : [config.MEDIA_LISTEN_IP];
  return addresses.flatMap((ip) =>
    (['udp', 'tcp'] as const).map((protocol) => ({
      protocol,
      ip,
      ...(announcedAddress && { announcedAddress }),
      ...port,
    })),
  );
}

/** This machine's IPv4 addresses, those that others can reach first. */
function ownAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const four = all.filter((address) => address.family === 'IPv4');
  return [...four.filter((a) => !a.internal), ...four.filter((a) => a.internal)].map((a) => a.address);
}
