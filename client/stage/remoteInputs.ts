import { HOUSE_INPUT } from '../../shared/model/sources.ts';
import type { Link } from '../net/link.ts';
import type { Intake, Taken } from './intake.ts';

/** An input of the stage that comes from elsewhere: a guest, an encoder, another host, the house channel. */
export type RemoteInput = {
  id: string;
  kind: string;
  name: string;
  video: MediaStreamTrack | undefined;
  audio: MediaStreamTrack | undefined;
};

/** Follows the inputs of others. */
export type RemoteInputs = {
  /** Calls back at once, and after each change, until `dispose`. */
  follow(listener: (inputs: readonly RemoteInput[]) => void): void;
  /** Which inputs are looked at in full, which only as a small picture; no others are received. */
  look(large: readonly string[]): void;
  dispose(): void;
};

type Held = { producer: string; taken: Taken };
type Entry = RemoteInput & { held: { video?: Held; audio?: Held } };

/**
 * Receives all inputs but one's own. `pictures` tells whether pictures are wanted at all: a guest
 * wants only to hear the others.
 */
export function openRemoteInputs(link: Link, intake: Intake, pictures: boolean): RemoteInputs {
  let tell: (inputs: readonly RemoteInput[]) => void = () => {};
  const entries = new Map<string, Entry>();
  const undo: (() => void)[] = [];
  const unwatch = new Map<string, () => void>();
  let large: readonly string[] = [];
  const told = (): void => tell([...entries.values()].map(({ held: _, ...input }) => input));
  const take = (entry: Entry, kind: 'video' | 'audio', producer: string): void => {
    if (entry.held[kind]?.producer === producer) return;
    entry.held[kind]?.taken.drop();
    delete entry.held[kind];
    entry[kind] = undefined;
    if (!producer || (kind === 'video' && !pictures)) return;
    const taken = intake.take(producer, (track) => {
      if (entry.held[kind]?.producer !== producer) return;
      entry[kind] = track;
      told();
    });
    entry.held[kind] = { producer, taken };
  };
  const weigh = (entry: Entry): void => {
    entry.held.video?.taken.setLayer(large.includes(entry.id) ? 2 : 0);
    entry.held.video?.taken.setWanted(entry.id !== HOUSE_INPUT || large.includes(entry.id));
    entry.held.audio?.taken.setWanted(entry.id !== HOUSE_INPUT || large.includes(entry.id));
  };
  const sync = (id: string): void => {
    const source = link.state.sources.get(id);
    if (!source || source.by === link.sessionId) return;
    const entry = entries.get(id) ?? {
      id,
      kind: source.kind,
      name: source.name,
      video: undefined,
      audio: undefined,
      held: {},
    };
    entries.set(id, entry);
    Object.assign(entry, { kind: source.kind, name: source.name });
    take(entry, 'video', source.video);
    take(entry, 'audio', source.audio);
    weigh(entry);
    told();
  };
  const forget = (id: string): void => {
    unwatch.get(id)?.();
    unwatch.delete(id);
    const entry = entries.get(id);
    if (!entry) return;
    entries.delete(id);
    entry.held.video?.taken.drop();
    entry.held.audio?.taken.drop();
    told();
  };
  undo.push(
    link.watch.added('sources', (source, id) => {
      unwatch.get(id)?.();
      unwatch.set(
        id,
        link.watch.changed(source, () => sync(id)),
      );
      sync(id);
    }),
    link.watch.removed('sources', (_, id) => forget(id)),
  );
  return {
    follow(listener) {
      tell = listener;
      told();
    },
    look(ids) {
      large = ids;
      for (const entry of entries.values()) weigh(entry);
    },
    dispose() {
      for (const step of undo.splice(0)) step();
      for (const id of [...entries.keys()]) forget(id);
    },
  };
}
