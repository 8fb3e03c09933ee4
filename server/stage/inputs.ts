import type { types } from 'mediasoup';
import type { LiveSource } from '../../shared/model/sources.ts';
import { TALLY } from '../../shared/wire/onStage.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { SourceInfo } from '../../shared/wire/stage.ts';

/** One track of an input: which one it is among its sender's, and what it shows. An input's id is made of both, so it is the same when it is sent anew. */
export type InputTrack = {
  peer: string;
  visitor: string;
  key: string;
  kind: LiveSource;
  name: string;
  producer: types.Producer;
};

/** The inputs of a stage, on air or not. They hold no transport: an input is gone when the last of its producers is closed. */
export type Inputs = {
  list(): readonly SourceInfo[];
  find(id: string): SourceInfo | undefined;
  /** Calls back at once, and after each change. */
  follow(listener: (inputs: readonly SourceInfo[]) => void): () => void;
  /** Adds a track to its input, in place of the one of that kind; `too-many` beyond the stage's places. */
  add(track: InputTrack): SourceInfo;
  /** `too-many` when there is no place for one more input of a peer. */
  mustFit(peer: string, key: string): void;
  /** Silences an input's sound, or gives it back. */
  mute(id: string, muted: boolean): Promise<void>;
  /** Marks which inputs are on air and which come next, by their ids. */
  mark(onAir: readonly string[], next: readonly string[]): void;
  /** Closes a peer's inputs, the one of that key, or one kind of track of it. */
  unplug(peer: string, key?: string, kind?: 'audio' | 'video'): void;
  /** The router is gone with all of them. */
  clear(): void;
};

/** Inputs that one stage takes. */
const MOST_INPUTS = 16;

type Entry = {
  info: SourceInfo;
  key: string;
  producers: Partial<Record<'audio' | 'video', types.Producer>>;
};

/** Opens the list, empty. */
export function openInputs(): Inputs {
  const entries = new Map<string, Entry>();
  const listeners = new Set<(inputs: readonly SourceInfo[]) => void>();
  const list = (): SourceInfo[] => [...entries.values()].map(({ info }) => info);
  const tell = (): void => {
    for (const listener of listeners) listener(list());
  };
  const of = (peer: string, key: string): Entry | undefined =>
    [...entries.values()].find((entry) => entry.info.peer === peer && entry.key === key);
  const change = (entry: Entry, more: Partial<SourceInfo>): SourceInfo => {
    entry.info = { ...entry.info, ...more };
    tell();
    return entry.info;
  };
  const mustFit = (peer: string, key: string): void => {
    if (!of(peer, key) && entries.size >= MOST_INPUTS) throw new Refusal('too-many', 'the stage is full');
  };
  const open = ({ peer, visitor, key, kind, name }: InputTrack): Entry => {
    mustFit(peer, key);
    const id = `${peer}.${key}`;
    const info = { id, kind, name, peer, visitor, video: '', audio: '', muted: false, tally: TALLY.off };
    const entry: Entry = { info, key, producers: {} };
    entries.set(id, entry);
    return entry;
  };
  const ended = (entry: Entry, kind: 'audio' | 'video', producer: types.Producer): void => {
    if (entry.producers[kind] !== producer) return;
    delete entry.producers[kind];
    if (entries.get(entry.info.id) !== entry) return;
    if (!entry.producers.audio && !entry.producers.video) entries.delete(entry.info.id);
    change(entry, { [kind]: '' });
  };
  return {
    list,
    find: (id) => entries.get(id)?.info,
    follow(listener) {
      listeners.add(listener);
      listener(list());
      return () => listeners.delete(listener);
    },
    mustFit,
    add(track) {
      const entry = of(track.peer, track.key) ?? open(track);
      const { producer } = track;
      const former = entry.producers[producer.kind];
      entry.producers[producer.kind] = producer;
      producer.observer.once('close', () => ended(entry, producer.kind, producer));
      former?.close();
      if (producer.kind === 'audio' && entry.info.muted) void producer.pause().catch(() => undefined);
      return change(entry, { kind: track.kind, name: track.name, [producer.kind]: producer.id });
    },
    async mute(id, muted) {
      const entry = entries.get(id);
      if (!entry) throw new Refusal('gone', 'this input has ended');
      change(entry, { muted });
      await (muted ? entry.producers.audio?.pause() : entry.producers.audio?.resume());
    },
    mark(onAir, next) {
      let changed = false;
      for (const entry of entries.values()) {
        const { id, tally: before } = entry.info;
        const tally = onAir.includes(id) ? TALLY.onAir : next.includes(id) ? TALLY.next : TALLY.off;
        if (tally === before) continue;
        entry.info = { ...entry.info, tally };
        changed = true;
      }
      if (changed) tell();
    },
    unplug(peer, key, kind) {
      for (const entry of [...entries.values()])
        if (entry.info.peer === peer && (key === undefined || entry.key === key))
          for (const producer of Object.values(entry.producers))
            if (kind === undefined || producer.kind === kind) producer.close();
    },
    clear() {
      entries.clear();
      tell();
    },
  };
}
