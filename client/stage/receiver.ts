import type { Link } from '../net/link.ts';
import { type Intake, openIntake, type Taken } from './intake.ts';

/** What is received of the programme: tracks for the screen and the ear, undefined while there is none. */
export type Feed = { video?: MediaStreamTrack; audio?: MediaStreamTrack };

/** Receives the room's programme. Knows nothing of the engine: tracks out, wishes in. */
export type Receiver = {
  onFeed(listener: (feed: Feed) => void): () => void;
  /** Whether anybody looks at the screen, and which spatial layer its size in view deserves (0 to 2). */
  setWanted(visible: boolean, spatialLayer: number): void;
  setAudible(audible: boolean): void;
  /** Where other feeds than the programme come from, over the same connection. */
  intake: Intake;
  /** Bytes received so far of the programme, from WebRTC's own counters. */
  bytesDown(): Promise<number>;
  dispose(): void;
};

const KINDS = ['video', 'audio'] as const;
type Kind = (typeof KINDS)[number];

/** Opens the receiver: follows `state.programme` (for who may see it, what is rehearsed instead). */
export function openReceiver(link: Link): Receiver {
  const intake = openIntake(link);
  const listeners = new Set<(feed: Feed) => void>();
  const taken: Partial<Record<Kind, Taken & { producer: string }>> = {};
  const wanted = { visible: true, layer: 2, audible: false };
  let feed: Feed = {};
  const tell = (): void => {
    for (const listener of listeners) listener(feed);
  };
  const heard = (kind: Kind, track: MediaStreamTrack | undefined): void => {
    const { [kind]: _, ...rest } = feed;
    feed = track ? { ...rest, [kind]: track } : rest;
    tell();
  };
  const apply = (): void => {
    taken.video?.setLayer(wanted.layer);
    taken.video?.setWanted(wanted.visible);
    taken.audio?.setWanted(wanted.audible);
  };
  const isStaff = (link.state.visitors.get(link.sessionId)?.role ?? 'visitor') !== 'visitor';
  const sync = (): void => {
    const { rehearsal } = link.state;
    const programme = isStaff && rehearsal.source !== 'none' ? rehearsal : link.state.programme;
    for (const kind of KINDS) {
      const producer = programme[kind];
      if (taken[kind]?.producer === producer) continue;
      taken[kind]?.drop();
      delete taken[kind];
      heard(kind, undefined);
      if (producer)
        taken[kind] = {
          producer,
          ...intake.take(producer, (track) => producer === taken[kind]?.producer && heard(kind, track)),
        };
    }
    apply();
  };
  const undo = [
    link.watch.changed(link.state.programme, sync),
    link.watch.changed(link.state.rehearsal, sync),
  ];
  sync();
  return {
    intake,
    onFeed(listener) {
      listeners.add(listener);
      listener(feed);
      return () => listeners.delete(listener);
    },
    setWanted(visible, layer) {
      Object.assign(wanted, { visible, layer });
      apply();
    },
    setAudible(audible) {
      wanted.audible = audible;
      apply();
    },
    async bytesDown() {
      const all = await Promise.all(KINDS.map((kind) => taken[kind]?.bytes() ?? 0));
      return all.reduce((sum, bytes) => sum + bytes, 0);
    },
    dispose() {
      for (const step of undo) step();
      intake.dispose();
      listeners.clear();
    },
  };
}
