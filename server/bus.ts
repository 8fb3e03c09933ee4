import type { EventFacts } from '../shared/model/event.ts';
import type { LayoutStep } from '../shared/model/layoutChange.ts';
import type { SanctionKind } from '../shared/model/moderation.ts';
import type { FlashOffer } from '../shared/model/promotion.ts';
import type { ReactionCounts } from '../shared/model/reaction.ts';
import type { RecordingState } from '../shared/model/replay.ts';
import type { Theme } from '../shared/model/showroom.ts';
import type { ChatLine } from '../shared/wire/engagement.ts';
import type { Caption } from '../shared/wire/stage.ts';

/** What is told to every room at once. One event's rooms follow the same facts. */
export type BusEvents = {
  /** So many of a SKU are left now, and so many of its product in all its variants. */
  'stock.changed': { slug: string; sku: string; left: number; stock: number };
  /** A flash offer of a showroom has begun, has another number left, reads otherwise, or is over (null). */
  'flash.changed': { showroom: string; id: string; offer: FlashOffer | null };
  /** Another version of a product is on sale now; null: it is not on sale any more. */
  'product.changed': { slug: string; version: number | null };
  /** A stand of a showroom now shows this product (empty: none). */
  'stand.changed': { showroom: string; stand: string; product: string };
  /** A showroom is now furnished like this. */
  'showroom.changed': { showroom: string; theme: Theme };
  /** Somebody has said a line in a room of a showroom. */
  'chat.said': { showroom: string; line: ChatLine };
  /** A line is taken back by a moderator. */
  'chat.removed': { showroom: string; id: number };
  /** What people of one room of a showroom sent within a tick. */
  'reactions.counted': { showroom: string; counts: ReactionCounts };
  /** Somebody has to leave every room, or may no longer write in chat, or may again. */
  'person.sanctioned': { visitor: string; kind: SanctionKind; reason: string; until: number | null };
  /** A session has ended, or somebody's rights are others: who knows people by an account looks again. */
  'accounts.changed': Record<string, never>;
  /** Seconds between two lines of one person in a showroom's chat. */
  'slow.changed': { showroom: string; seconds: number };
  /** Something that the moderation desk shows has changed; so many reports wait. */
  'moderation.changed': { waiting: number };
  /** The host holds up the product of this stand (empty: nothing any more). */
  'pin.changed': { showroom: string; stand: string; product: string };
  /** An event of a showroom has changed its status, time or title. */
  'event.changed': { event: EventFacts };
  /** The rundown of a showroom's event has gone on, or reads otherwise. */
  'rundown.changed': { showroom: string };
  /** Whether an event of a showroom is being recorded. */
  'recording.changed': { showroom: string; state: RecordingState; reason: string };
  /** Something is said on a showroom's stage. */
  'caption.said': { showroom: string; caption: Caption };
  /** Somebody has changed a layout; null: it is gone. */
  'layout.changed': { layout: string; step: LayoutStep | null };
};

/** Carries event-wide facts between rooms; in-process here, a broker where there are several processes. */
export type Bus = {
  publish<Name extends keyof BusEvents>(name: Name, event: BusEvents[Name]): void;
  /** Calls back for each event until the returned undo is called. */
  subscribe<Name extends keyof BusEvents>(name: Name, listener: (event: BusEvents[Name]) => void): () => void;
};

/** The bus inside one process: listeners run at once, in the order in which they came; one that throws is told of and keeps the event from nobody. */
export function inProcessBus(onFailure: (error: unknown) => void): Bus {
  const listeners = new Map<keyof BusEvents, Set<(event: never) => void>>();
  return {
    publish(name, event) {
      for (const listener of [...(listeners.get(name) ?? [])])
        try {
          (listener as (e: typeof event) => void)(event);
        } catch (error) {
          onFailure(error);
        }
    },
    subscribe(name, listener) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(listener));
      return () => set.delete(listener);
    },
  };
}
