import { Refusal } from '../../shared/wire/refusal.ts';
import type { Hand } from '../../shared/wire/stage.ts';

/** Who wants to come on stage and who may, whichever room they are in. */
export type Guests = {
  /** Those who wait longest first. */
  list(): readonly Hand[];
  /** Calls back at once, and after each change. */
  follow(listener: (hands: readonly Hand[]) => void): () => void;
  raise(peer: string, name: string): void;
  /** Lowers one's hand; who was asked up or is up stays so. */
  lower(peer: string): void;
  /** Asks somebody up: who has raised a hand, or who came with a ticket and gives their name; `gone` for anybody else, `too-many` beyond the places. */
  invite(peer: string, name?: string): void;
  /** They send now: they are on stage. */
  enter(peer: string): void;
  /** Whether they may send. */
  may(peer: string): boolean;
  /** Takes away hand, invitation and place. */
  remove(peer: string): void;
};

/** Guests who may be on stage at a time, those asked up included; and hands that may be up. */
const MOST = { guests: 8, hands: 200 } as const;

/** Opens the list, empty. */
export function openGuests(now: () => number): Guests {
  const hands = new Map<string, Hand>();
  const listeners = new Set<(hands: readonly Hand[]) => void>();
  const list = (): Hand[] => [...hands.values()].sort((a, b) => a.at - b.at);
  const set = (peer: string, hand: Hand | undefined): void => {
    if (hand) hands.set(peer, hand);
    else if (!hands.delete(peer)) return;
    for (const listener of listeners) listener(list());
  };
  const may = (peer: string): boolean => ['invited', 'on'].includes(hands.get(peer)?.status ?? '');
  return {
    list,
    follow(listener) {
      listeners.add(listener);
      listener(list());
      return () => listeners.delete(listener);
    },
    raise(peer, name) {
      if (hands.has(peer)) return;
      if (hands.size >= MOST.hands) throw new Refusal('too-many', 'many hands are up already');
      set(peer, { peer, name, status: 'raised', at: now() });
    },
    lower: (peer) => hands.get(peer)?.status === 'raised' && set(peer, undefined),
    invite(peer, name) {
      const hand = hands.get(peer) ?? (name && { peer, name, status: 'raised' as const, at: now() });
      if (!hand) throw new Refusal('gone', 'this hand is down');
      if (may(peer)) return;
      if ([...hands.keys()].filter(may).length >= MOST.guests)
        throw new Refusal('too-many', 'the stage is full');
      set(peer, { ...hand, status: 'invited' });
    },
    enter(peer) {
      const hand = hands.get(peer);
      if (hand && hand.status !== 'on') set(peer, { ...hand, status: 'on' });
    },
    may,
    remove: (peer) => set(peer, undefined),
  };
}
