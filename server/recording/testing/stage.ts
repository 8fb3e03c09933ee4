import { join } from 'node:path';
import { ALL_FORMATS, type EncodedPacket, EncodedPacketSink, FilePathSource, Input } from 'mediabunny';
import type { types } from 'mediasoup';
import type { EventFacts } from '../../../shared/model/event.ts';
import { type Bus, inProcessBus } from '../../bus.ts';
import { readConfig } from '../../config.ts';
import { openLog } from '../../log.ts';
import { openHouseChannel, readFilm } from '../../stage/house.ts';
import { type MediaPool, openMediaPool } from '../../stage/pool.ts';
import { openDatabase } from '../../store/open.ts';
import { runningClock, testEnvironment } from '../../testing/house.ts';
import type { Feed } from '../feed.ts';
import type { FeedSource } from '../recorder.ts';
import { openRecorders } from '../recorders.ts';
import { openRecords } from '../records.ts';

/** A stage that shows the house's film, whose programme a test may take away. */
export type TestStage = FeedSource & {
  pool: MediaPool;
  show(feeds: Feed[]): void;
  film: Feed;
  /** Puts the film on a router again, as a stage does after its worker died. */
  again(): Promise<void>;
  close(): void;
};

/** Opens a router with the film on it. */
export async function openTestStage(): Promise<TestStage> {
  const pool = await openMediaPool(readConfig(testEnvironment('unused')), 1, openLog('silent'));
  const film = await readFilm(
    [join('assets', 'film', 'house.ivf')],
    join('assets', 'film', 'house.opus.ogg'),
  );
  const listeners = new Set<(feeds: Feed[]) => void>();
  let feeds: Feed[] = [];
  let router: types.Router;
  const stage = {
    pool,
    film: undefined as never as Feed,
    async again() {
      ({ router } = await pool.openRouter());
      const { video, audio, setPlaying } = await openHouseChannel(router, film);
      setPlaying(true);
      stage.film = { id: 'programme', kind: 'house', name: '', video, audio };
      stage.show([stage.film]);
    },
    router: () => router,
    follow(listener: (now: Feed[]) => void) {
      listeners.add(listener);
      listener(feeds);
      return () => listeners.delete(listener);
    },
    leave() {},
    show(now: Feed[]) {
      feeds = now;
      for (const listener of listeners) listener(now);
    },
    close: () => pool.close(),
  };
  await stage.again();
  return stage;
}

/** An event of the atelier. */
export const anEvent = (status: EventFacts['status'], id = 'spring'): EventFacts => ({
  id,
  slug: id,
  showroom: 'atelier',
  title: { en: 'Spring' },
  status,
  startsAt: 0,
  startedAt: null,
  endedAt: null,
});

/** Recording without its house, in a folder. */
export async function openTestRecording(
  folder: string,
  stage: FeedSource,
  live: EventFacts[] = [],
  budgetBytes = 1e12,
) {
  const db = await openDatabase(folder);
  const bus: Bus = inProcessBus((error) => {
    throw error;
  });
  const clock = runningClock();
  const records = openRecords(db, join(folder, 'recordings'));
  const told: string[] = [];
  bus.subscribe(
    'recording.changed',
    ({ state, reason }) => void told.push(reason ? `${state} ${reason}` : state),
  );
  const parts = {
    ...{ records, bus, clock, budgetBytes },
    log: openLog('silent'),
    enter: async () => stage,
    standing: async () => [],
  };
  const recorders = await openRecorders(parts, live);
  return {
    ...parts,
    db,
    recorders,
    told,
    async close() {
      await recorders.close();
      await db.destroy();
    },
  };
}

/** All packets of a file, by track. */
export async function packetsIn(file: string): Promise<{ video: EncodedPacket[]; audio: EncodedPacket[] }> {
  const input = new Input({ source: new FilePathSource(file), formats: ALL_FORMATS });
  const found = { video: [] as EncodedPacket[], audio: [] as EncodedPacket[] };
  for (const track of await input.getTracks()) {
    const list = track.isVideoTrack() ? found.video : found.audio;
    if (!track.isVideoTrack() && !track.isAudioTrack()) continue;
    for await (const packet of new EncodedPacketSink(track).packets()) list.push(packet);
  }
  input.dispose();
  return found;
}
