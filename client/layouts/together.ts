import type { LayoutContent } from '../../shared/model/layout.ts';
import {
  changeBetween,
  changed,
  type LayoutChange,
  type LayoutStep,
  type OpenLayout,
} from '../../shared/model/layoutChange.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { LayoutsApi } from './layoutsApi.ts';

/** How a layout that is kept stands: all is kept; something is on its way; it waits for the line; it is gone; it may not be changed any more. */
export type KeptState = 'kept' | 'sending' | 'offline' | 'gone' | 'refused';

/** What the two sides of an open layout are: the server's, and this page's. */
export type TogetherParts = {
  kept: LayoutsApi;
  /** Server-sent events until the signal ends them or they break off. */
  events(path: string, onEvent: (name: string, data: string) => void, signal: AbortSignal): Promise<void>;
  /** The layout as it was opened or saved. */
  layout: OpenLayout;
  key?: string | undefined;
  /** What it was when what is shown was last told, where that was on another visit: what differs is told now. */
  since?: LayoutContent | undefined;
  /** What this page shows now. */
  read(): LayoutContent;
  /** Fetches what it takes to show what others have changed. */
  prepare(change: LayoutChange): Promise<void>;
  /** Shows what others have changed; a piece that can't be shown is left out, and stays as it is for the others. */
  take(change: LayoutChange): void;
  onState(state: KeptState, refusal?: Refusal): void;
  /** Milliseconds between two changes that are told, and before a broken line is tried again. */
  everyMs?: number;
  againMs?: number;
};

/** A layout that is open here and perhaps elsewhere. `close` tells what is left to tell; twice is once. */
export type Together = {
  /** Something has changed here. */
  changed(): void;
  /** What the server was last known to have, while there is something here that it was not told. */
  unsent(): LayoutContent | undefined;
  close(): Promise<void>;
};

const EVERY_MS = 180;
const AGAIN_MS = 1500;

/**
 * Keeps a layout and this page in step: what changes here is told a few times a second, what others change is shown at once.
 * Of each piece the last word stands, and what is still on its way from here is not written over. A line that broke comes
 * back with all of the layout.
 */
export function openTogether(parts: TogetherParts): Together {
  const { kept, events, key, read, prepare, take, onState, everyMs = EVERY_MS, againMs = AGAIN_MS } = parts;
  const { id, mine } = parts.layout;
  const page = crypto.randomUUID();
  const stop = new AbortController();
  let base: LayoutContent = contentOf(parts.since ?? parts.layout);
  let rev = parts.since ? 0 : parts.layout.rev;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending: Promise<void> | undefined;
  let over = false;

  /** Pieces that can't be shown here. */
  const unseen = new Set<string>();
  /** What others have made of it is taken over in its order. */
  let following: Promise<void> = Promise.resolve();
  const look = (ids: readonly string[]): void => {
    const shown = new Set(read().placements.map(({ id }) => id));
    for (const id of ids)
      if (shown.has(id)) unseen.delete(id);
      else unseen.add(id);
  };
  /** What is changed here and not told yet. */
  const pending = (): LayoutChange | undefined => {
    const change = changeBetween(base, read());
    if (!change) return undefined;
    const gone = change.gone.filter((id) => !unseen.has(id));
    const isMore = change.placed.length > 0 || change.room !== undefined || change.name !== undefined;
    return gone.length > 0 || isMore ? { ...change, gone } : undefined;
  };
  // What was taken away on another visit is in neither; what can't be shown is in the layout, and not shown.
  look(parts.layout.placements.map(({ id }) => id));

  const send = async (): Promise<void> => {
    await following;
    const change = pending();
    if (!change) return onState('kept');
    onState('sending');
    try {
      await kept.change(id, change, page, key);
      base = changed(base, change);
      if (pending()) schedule();
      else onState('kept');
    } catch (error) {
      const refusal = error instanceof Refusal ? error : new Refusal('internal');
      if (refusal.code === 'offline' || refusal.code === 'too-many') {
        if (refusal.code === 'offline') onState('offline', refusal);
        schedule(againMs);
      } else onState(refusal.code === 'not-found' ? 'gone' : 'refused', refusal);
    }
  };
  const flush = async (): Promise<void> => {
    timer = undefined;
    await sending;
    sending = send();
    await sending;
  };
  const schedule = (ms = everyMs): void => {
    if (!mine || over) return;
    timer ??= setTimeout(() => void flush(), ms);
  };
  /** What others have made of it, but for what is still on its way from here. */
  const follow = (theirs: LayoutChange): void => {
    following = following
      .then(() => prepare(theirs))
      .catch(() => undefined)
      .then(() => takeOver(theirs));
  };
  /** All of it, from which what has happened is told by what is known here once its turn comes. */
  const followWhole = (whole: LayoutContent): void => {
    following = following.then(() => {
      const theirs = changeBetween(base, whole);
      if (!theirs) return undefined;
      return prepare(theirs)
        .catch(() => undefined)
        .then(() => takeOver(theirs));
    });
  };
  const takeOver = (theirs: LayoutChange): void => {
    if (over) return;
    const own = pending();
    base = changed(base, theirs);
    const isOwn = (piece: string): boolean =>
      own !== undefined && (own.gone.includes(piece) || own.placed.some((one) => one.id === piece));
    const { room, name } = theirs;
    const placed = theirs.placed.filter((piece) => !isOwn(piece.id));
    take({
      placed,
      gone: theirs.gone.filter((piece) => !isOwn(piece)),
      ...(room !== undefined && own?.room === undefined && { room }),
      ...(name !== undefined && own?.name === undefined && { name }),
    });
    look(placed.map(({ id }) => id));
  };
  const onEvent = (event: string, data: string): void => {
    if (over) return;
    if (event === 'gone') {
      over = true;
      stop.abort();
      onState('gone');
    } else if (event === 'layout') {
      const whole = JSON.parse(data) as OpenLayout;
      if (whole.rev > rev) followWhole(contentOf(whole));
      rev = Math.max(rev, whole.rev);
      if (mine) schedule();
      else onState('kept');
    } else if (event === 'step') {
      const step = JSON.parse(data) as LayoutStep;
      if (step.rev <= rev) return;
      // A step is missing: the whole layout comes with a fresh line.
      if (step.rev > rev + 1) line.abort();
      else {
        rev = step.rev;
        if (step.from !== page) follow(step);
      }
    }
  };
  let line = new AbortController();
  const listen = async (): Promise<void> => {
    while (!over) {
      line = new AbortController();
      const signal = AbortSignal.any([stop.signal, line.signal]);
      const refusal: unknown = await events(kept.eventsAt(id), onEvent, signal).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (over || stop.signal.aborted) return;
      if (refusal instanceof Refusal && refusal.code === 'not-found') {
        over = true;
        return onState('gone', refusal);
      }
      if (line.signal.aborted) continue;
      onState('offline');
      await new Promise((resolve) => setTimeout(resolve, againMs));
    }
  };
  void listen();
  return {
    changed: () => schedule(),
    unsent: () => (mine && pending() ? base : undefined),
    async close() {
      if (over) return;
      over = true;
      stop.abort();
      const waits = timer !== undefined;
      clearTimeout(timer);
      await sending;
      if (waits) await send();
    },
  };
}

const contentOf = ({ name, placements, room }: LayoutContent): LayoutContent => ({ name, placements, room });
