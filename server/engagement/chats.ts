import { createHmac, randomBytes } from 'node:crypto';
import type { ChatLine, Quote } from '../../shared/wire/engagement.ts';
import { CHAT_HISTORY, CHAT_KEPT, REACTION_TICK_MS } from '../../shared/wire/limits.ts';

/** What a room does at each tick of its showroom: first all rooms tell what was counted in them, then each tells its people. */
export type Beat = { count(): void; tell(): void };

/** The talk of one showroom, shared by its rooms: the latest lines for those who join later. */
export type Talk = {
  /** The latest lines (those before one, when it is given), oldest first. */
  lines(before?: number): readonly ChatLine[];
  line(id: number): ChatLine | undefined;
  /** What an answer carries of the line that it answers; nothing when that is gone. */
  quote(id: number | undefined): Quote | undefined;
  /** Keeps a line under the next number. */
  keep(line: Omit<ChatLine, 'id'>): ChatLine;
  /** Takes a line back; whether it was there. */
  remove(id: number): boolean;
  /** Notes that somebody speaks now; answers the seconds that they have to wait instead, 0 for none. */
  turn(visitor: string, slowSeconds: number, now: number): number;
  /** Once is enough; with its last room a showroom's talk is forgotten. */
  leave(): void;
};

/** The talks of this process, by showroom. */
export type Chats = {
  enter(showroom: string, beat?: Beat): Talk;
  /** What stands for a person in the chat: the same for as long as the process runs. */
  who(visitor: string): string;
  /** Takes all lines of a person back, everywhere. */
  removed(who: string): { showroom: string; id: number }[];
};

/** Letters of a quote. */
const QUOTE_MAX = 80;
/** People whose last turn is remembered. */
const TURNS_KEPT = 5000;

type Open = {
  lines: ChatLine[];
  lastId: number;
  rooms: number;
  turns: Map<string, number>;
  beats: Set<Beat>;
  timer: ReturnType<typeof setInterval>;
};

/** Opens the talks: none yet. */
export function openChats(): Chats {
  const open = new Map<string, Open>();
  const salt = randomBytes(16);
  return {
    who: (visitor) => createHmac('sha256', salt).update(visitor).digest('base64url').slice(0, 10),
    removed(who) {
      const gone: { showroom: string; id: number }[] = [];
      for (const [showroom, talk] of open) {
        for (const { id } of talk.lines.filter((line) => line.who === who)) gone.push({ showroom, id });
        talk.lines = talk.lines.filter((line) => line.who !== who);
      }
      return gone;
    },
    enter(showroom, beat) {
      const talk = open.get(showroom) ?? openTalk();
      open.set(showroom, talk);
      talk.rooms++;
      if (beat) talk.beats.add(beat);
      let left = false;
      return {
        ...verbs(talk),
        leave() {
          if (left) return;
          left = true;
          if (beat) talk.beats.delete(beat);
          if (--talk.rooms > 0) return;
          clearInterval(talk.timer);
          open.delete(showroom);
        },
      };
    },
  };
}

function openTalk(): Open {
  const beats = new Set<Beat>();
  const timer = setInterval(() => {
    for (const beat of beats) beat.count();
    for (const beat of beats) beat.tell();
  }, REACTION_TICK_MS);
  return { lines: [], lastId: 0, rooms: 0, turns: new Map(), beats, timer };
}

function verbs(talk: Open): Omit<Talk, 'leave'> {
  const find = (id: number) => talk.lines.find((line) => line.id === id);
  return {
    line: find,
    lines(before) {
      const end = before === undefined ? -1 : talk.lines.findIndex(({ id }) => id >= before);
      const until = end < 0 ? talk.lines.length : end;
      return talk.lines.slice(Math.max(0, until - CHAT_HISTORY), until);
    },
    quote(id) {
      const line = id === undefined ? undefined : find(id);
      return line && { id: line.id, name: line.name, text: [...line.text].slice(0, QUOTE_MAX).join('') };
    },
    keep(said) {
      const line = { id: ++talk.lastId, ...said };
      talk.lines.push(line);
      if (talk.lines.length > CHAT_KEPT) talk.lines.shift();
      return line;
    },
    remove(id) {
      const at = talk.lines.findIndex((line) => line.id === id);
      if (at >= 0) talk.lines.splice(at, 1);
      return at >= 0;
    },
    turn(visitor, slowSeconds, now) {
      const last = talk.turns.get(visitor) ?? Number.NEGATIVE_INFINITY;
      const left = Math.ceil((last + slowSeconds * 1000 - now) / 1000);
      if (slowSeconds > 0 && left > 0) return Math.min(left, slowSeconds);
      talk.turns.delete(visitor);
      talk.turns.set(visitor, now);
      if (talk.turns.size > TURNS_KEPT) talk.turns.delete(talk.turns.keys().next().value!);
      return 0;
    },
  };
}
