import type { ChatLine } from '../../shared/wire/engagement.ts';
import { CHAT_HISTORY } from '../../shared/wire/limits.ts';

/** The talk of one showroom, shared by its rooms: the latest lines for those who join later. */
export type Talk = {
  /** The latest lines, oldest first. */
  lines(): readonly ChatLine[];
  /** Keeps a line under the next number. */
  keep(line: Omit<ChatLine, 'id'>): ChatLine;
  /** Once is enough; with its last room a showroom's talk is forgotten. */
  leave(): void;
};

/** The talks of this process, by showroom. */
export type Chats = { enter(showroom: string): Talk };

/** Opens the talks: none yet. */
export function openChats(): Chats {
  const open = new Map<string, { lines: ChatLine[]; lastId: number; rooms: number }>();
  return {
    enter(showroom) {
      const talk = open.get(showroom) ?? { lines: [], lastId: 0, rooms: 0 };
      open.set(showroom, talk);
      talk.rooms++;
      let left = false;
      return {
        lines: () => talk.lines,
        keep(said) {
          const line = { id: ++talk.lastId, ...said };
          talk.lines.push(line);
          if (talk.lines.length > CHAT_HISTORY) talk.lines.shift();
          return line;
        },
        leave() {
          if (left) return;
          left = true;
          if (--talk.rooms === 0) open.delete(showroom);
        },
      };
    },
  };
}
