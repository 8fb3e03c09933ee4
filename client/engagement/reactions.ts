import { signal } from '@preact/signals';
import { addCounts, REACTIONS, type Reaction, type ReactionCounts } from '../../shared/model/reaction.ts';
import type { Link } from '../net/link.ts';

/** Milliseconds between two sendings of one's own, and for which what was sent is still shown in figures. */
const SEND_MS = 300;
const SHOWN_MS = 3000;
/** Most that one sending may carry of a kind. */
const MOST = 10;

/** Reactions, one's own and everybody's. */
export type Reactions = {
  /** How many of each came within the last seconds. */
  recent: { readonly value: ReactionCounts };
  /** Sends one up; many within a moment go together. */
  react(kind: Reaction): void;
  /** Calls back for each tick's counts until the undo is called. */
  on(listener: (counts: ReactionCounts) => void): () => void;
  dispose(): void;
};

/** Follows a room's reactions and gathers one's own. */
export function openReactions(link: Pick<Link, 'on' | 'request'>): Reactions {
  const recent = signal<ReactionCounts>({});
  const pending: ReactionCounts = {};
  const listeners = new Set<(counts: ReactionCounts) => void>();
  let sending: ReturnType<typeof setTimeout> | undefined;
  let forgetting: ReturnType<typeof setTimeout> | undefined;
  const undo = link.on('reactions', (counts) => {
    const sum = { ...recent.value };
    addCounts(sum, counts);
    recent.value = sum;
    clearTimeout(forgetting);
    forgetting = setTimeout(() => (recent.value = {}), SHOWN_MS);
    for (const listener of listeners) listener(counts);
  });
  const send = (): void => {
    sending = undefined;
    for (const kind of REACTIONS) {
      const count = pending[kind];
      if (!count) continue;
      pending[kind] = 0;
      // One too many is no news to anybody.
      link.request('reaction.send', { kind, count }).catch(() => undefined);
    }
  };
  return {
    recent,
    react(kind) {
      pending[kind] = Math.min(MOST, (pending[kind] ?? 0) + 1);
      sending ??= setTimeout(send, SEND_MS);
    },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose() {
      undo();
      listeners.clear();
      clearTimeout(sending);
      clearTimeout(forgetting);
    },
  };
}
