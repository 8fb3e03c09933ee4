import { signal } from '@preact/signals';
import type { ChatLine } from '../../shared/wire/engagement.ts';
import { CHAT_KEPT } from '../../shared/wire/limits.ts';
import type { Target } from '../../shared/wire/moderation.ts';
import type { Link } from '../net/link.ts';
import { openReactions } from './reactions.ts';

/** The room's chat as this page knows it. */
export type Chat = ReturnType<typeof openChat>;

/** What a page does when something is said or taken back. */
export type ChatEvents = {
  said?(line: ChatLine, mine: boolean): void;
  removed?(id: number): void;
  /** Whom one reads has changed. */
  changed?(): void;
};

/** Opens the chat: the latest lines first fetched, then followed; with it reactions, and what one can do about somebody. */
export function openChat(link: Link, events: ChatEvents) {
  const lines = signal<ChatLine[]>([]);
  const who = signal('');
  const more = signal(false);
  /** Whether the lines are there, on their way, or can't be had. */
  const state = signal<'loading' | 'ready' | 'offline'>('loading');
  /** Rises when something changes that the state of the room has: people, slow mode, who may write. */
  const tick = signal(0);
  const reactions = openReactions(link);
  const merge = (some: ChatLine[]): void => {
    const byId = new Map([...lines.value, ...some].map((line) => [line.id, line]));
    lines.value = [...byId.values()].sort((a, b) => a.id - b.id).slice(-CHAT_KEPT);
  };
  const catchUp = (anew: boolean): void => {
    link.request('chat.history', {}).then(
      (history) => {
        who.value = history.who;
        const known = lines.value[0]?.id;
        const first = history.lines[0]?.id;
        // After a long absence there would be a gap between what one has and what comes.
        const gap = first !== undefined && !lines.value.some(({ id }) => id === first);
        if (anew || gap) lines.value = [];
        if (anew || gap || known === undefined) more.value = history.more;
        merge(history.lines);
        state.value = 'ready';
      },
      () => {
        state.value = 'offline';
      },
    );
  };
  const look = (): void => {
    tick.value++;
  };
  const watched = new Map<string, () => void>();
  const undo = [
    link.on('chat.line', (line) => {
      merge([line]);
      events.said?.(line, line.who === who.value);
    }),
    link.on('chat.removed', ({ id }) => {
      lines.value = lines.value.filter((line) => line.id !== id);
      events.removed?.(id);
    }),
    link.onStatus((status) => {
      if (status === 'online') catchUp(false);
      else state.value = 'offline';
    }),
    // Whom one hears has changed: the server knows which lines are left.
    link.on('voice.blocked', () => {
      events.changed?.();
      catchUp(true);
    }),
    link.watch.changed(link.state.talk, look),
    link.watch.added('visitors', (visitor, id) => {
      look();
      watched.set(id, link.watch.changed(visitor, look));
    }),
    link.watch.removed('visitors', (_, id) => {
      look();
      watched.get(id)?.();
      watched.delete(id);
    }),
    reactions.dispose,
  ];
  catchUp(false);
  const self = () => link.state.visitors.get(link.sessionId);
  return {
    lines,
    who,
    more,
    state,
    reactions,
    /** What the room's state says of the talk; read anew at each change. */
    now() {
      void tick.value;
      return {
        slow: link.state.talk?.slow ?? 0,
        muted: self()?.quiet ?? false,
        // Who is there without a body belongs to the staff.
        staff: (self()?.role ?? 'host') !== 'visitor',
      };
    },
    /** Names that one may call: people here, and those who said something. */
    names(): string[] {
      const others = [...link.state.visitors].filter(([id]) => id !== link.sessionId);
      const here = others.map(([, { name }]) => name);
      const heard = lines.value.filter((line) => line.who !== who.value).map(({ name }) => name);
      return [...new Set([...here, ...heard.reverse()])];
    },
    /** Whether somebody is in this very room now, so that their voice can be muted. */
    isHere: (session: string): boolean => link.state.visitors.has(session),
    isSelf: (session: string): boolean => session === link.sessionId,
    say: (text: string, reply?: number) => link.request('chat.say', { text, ...(reply && { reply }) }),
    /** Fetches the lines before the first one that is here. */
    async older(): Promise<void> {
      const before = lines.value[0]?.id;
      if (before === undefined) return;
      const history = await link.request('chat.history', { before });
      more.value = history.more && lines.value.length + history.lines.length < CHAT_KEPT;
      merge(history.lines);
    },
    order: openOrder(link),
    dispose() {
      for (const step of undo.splice(0)) step();
      for (const unwatch of watched.values()) unwatch();
    },
  };
}

/** What one can ask for about somebody; the server decides. */
function openOrder(link: Link) {
  return {
    removeLine: (id: number) => link.request('chat.remove', { id }),
    mute: (target: Target, minutes?: number) =>
      link.request('moderation.mute', { target, ...(minutes !== undefined && { minutes }) }),
    muteVoice: (visitor: string) => link.request('voice.mute', { visitor, muted: true }),
    remove: (target: Target, reason: string) => link.request('moderation.remove', { target, reason }),
    ban: (target: Target, reason: string, days?: number) =>
      link.request('moderation.ban', { target, reason, ...(days && { days }) }),
    report: (target: Target, reason: 'spam' | 'abuse' | 'other', words: string) =>
      link.request('moderation.report', { target, reason, words }),
  };
}
