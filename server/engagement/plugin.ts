import { RoomPlugin } from '@colyseus/core';
import { addCounts, type ReactionCounts } from '../../shared/model/reaction.ts';
import type { ChatLine } from '../../shared/wire/engagement.ts';
import type { Parsed } from '../../shared/wire/index.ts';
import type { StaffRole } from '../../shared/wire/moderation.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Bus } from '../bus.ts';
import { mayActAs, type Person } from '../http/person.ts';
import type { RoomClient } from '../room/client.ts';
import type { HostRoom } from '../room/HostRoom.ts';
import { type HandlerTools, handlers } from '../room/handlers.ts';
import type { Chats, Talk } from './chats.ts';
import { mentionsIn } from './mentions.ts';
import type { Moderation } from './moderation.ts';
import type { Roll } from './roll.ts';

/** What the chat of a room needs from the house. */
export type EngagementParts = {
  chats: Chats;
  roll: Roll;
  moderation: Moderation;
  showroom: string;
  bus: Bus;
  /** Whether a connection has blocked a person, and so is not told what they say. */
  blocks(client: RoomClient, person: string): boolean;
};

/** Milliseconds between two looks for words given back. */
const QUIET_LOOK_MS = 1000;
const OK = { ok: true } as const;

/** Chat and reactions as one room has them: what is said or sent up in any room of the showroom reaches all of them. Writes `state.talk` and `Visitor.quiet`. */
export class EngagementPlugin extends RoomPlugin<HostRoom> {
  override readonly pluginName = 'engagement' as const;
  private readonly parts: EngagementParts;
  private readonly tools: HandlerTools;
  private talk!: Talk;
  /** Reactions of this room since the last tick, and of all rooms since one's people were last told. */
  private counted: ReactionCounts = {};
  private untold: ReactionCounts = {};
  private readonly leaving = new Map<string, () => void>();
  private undo: (() => void)[] = [];

  constructor(parts: EngagementParts, tools: HandlerTools) {
    super();
    this.parts = parts;
    this.tools = tools;
    this.messages = handlers<'chat.say' | 'chat.history' | 'reaction.send'>(
      {
        'chat.say': (client, wish) => this.say(client, wish),
        'chat.history': (client, { before }) => this.history(client, before),
        'reaction.send': (_, { kind, count }) => {
          addCounts(this.counted, { [kind]: count });
          return OK;
        },
      },
      tools,
    ) as never;
  }

  private say(client: RoomClient, { text, reply }: Parsed<'chat.say'>): { id: number } {
    const { visitor, role } = client.auth!;
    const { chats, moderation, showroom, bus, roll } = this.parts;
    const now = this.tools.clock.now();
    const known = roll.find(client.sessionId);
    if (!known) throw new Refusal('not-allowed', 'only people in the room can speak');
    if (moderation.isMuted(visitor)) throw new Refusal('muted', 'staff has muted you in chat');
    const wait = this.talk.turn(visitor, isStaff(client.auth!) ? 0 : moderation.slow(showroom), now);
    if (wait > 0) throw new Refusal('slow-mode', String(wait));
    const said = oneLine(text);
    const people = said.includes('@') ? roll.in(showroom) : [];
    const named = people.map((one) => ({ who: chats.who(one.visitor), name: one.name }));
    const mentions = mentionsIn(said, named);
    const quote = this.talk.quote(reply);
    const line = this.talk.keep({
      from: client.sessionId,
      who: chats.who(visitor),
      name: known.name,
      text: said,
      at: now,
      ...(isStaff(client.auth!) && { role: role as StaffRole }),
      ...(quote && { reply: quote }),
      ...(mentions.length > 0 && { mentions }),
    });
    bus.publish('chat.said', { showroom, line });
    return { id: line.id };
  }

  private history(client: RoomClient, before: number | undefined) {
    const lines = this.talk.lines(before);
    return {
      lines: lines.filter((line) => this.deafTo(line, [client]).length === 0),
      who: this.parts.chats.who(client.auth!.visitor),
      more: lines.length > 0 && this.talk.lines(lines[0]!.id).length > 0,
    };
  }

  /** Those of some connections that have blocked the speaker of a line. */
  private deafTo({ from }: ChatLine, clients: readonly RoomClient[]): RoomClient[] {
    const speaker = this.parts.roll.find(from);
    return speaker ? clients.filter((client) => this.parts.blocks(client, speaker.visitor)) : [];
  }

  protected override onCreate(): void {
    const { chats, moderation, bus, showroom } = this.parts;
    const { state, clients } = this.room;
    const here =
      <E extends { showroom: string }>(listener: (event: E) => void) =>
      (event: E) =>
        event.showroom === showroom && listener(event);
    this.talk = chats.enter(showroom, { count: () => this.count(), tell: () => this.tell() });
    state.talk.slow = moderation.slow(showroom);
    const looking = setInterval(() => this.markQuiet(), QUIET_LOOK_MS);
    this.undo = [
      () => clearInterval(looking),
      bus.subscribe(
        'chat.said',
        here(({ line }) => {
          this.room.broadcast('chat.line', line, { except: this.deafTo(line, clients) });
        }),
      ),
      bus.subscribe(
        'chat.removed',
        here(({ id }) => this.room.broadcast('chat.removed', { id })),
      ),
      bus.subscribe(
        'reactions.counted',
        here(({ counts }) => addCounts(this.untold, counts)),
      ),
      bus.subscribe(
        'slow.changed',
        here(({ seconds }) => {
          state.talk.slow = seconds;
        }),
      ),
      bus.subscribe('person.sanctioned', ({ kind }) => kind === 'mute' && this.markQuiet()),
    ];
  }

  private count(): void {
    if (Object.keys(this.counted).length === 0) return;
    const counts = this.counted;
    this.counted = {};
    this.parts.bus.publish('reactions.counted', { showroom: this.parts.showroom, counts });
  }

  private tell(): void {
    if (Object.keys(this.untold).length === 0) return;
    this.room.broadcast('reactions', this.untold);
    this.untold = {};
  }

  /** Writes who may not write in chat. */
  private markQuiet(): void {
    for (const [id, visitor] of this.room.state.visitors) {
      const person = this.parts.roll.find(id)?.visitor;
      const quiet = person !== undefined && this.parts.moderation.isMuted(person);
      if (visitor.quiet !== quiet) visitor.quiet = quiet;
    }
  }

  protected override onJoin(client: RoomClient): void {
    const { visitor, role, address } = client.auth!;
    const { sessionId } = client;
    const shown = this.room.state.visitors.get(sessionId);
    const name = shown?.name ?? (role === 'moderator' ? 'Moderator' : 'Host');
    const { showroom, roll } = this.parts;
    this.leaving.set(sessionId, roll.enter({ sessionId, visitor, role, name, showroom, address }));
    if (shown) shown.quiet = this.parts.moderation.isMuted(visitor);
  }

  protected override onLeave(client: RoomClient): void {
    this.leaving.get(client.sessionId)?.();
    this.leaving.delete(client.sessionId);
  }

  protected override onDispose(): void {
    for (const step of this.undo.splice(0)) step();
    for (const leave of this.leaving.values()) leave();
    this.talk.leave();
  }
}

const isStaff = ({ role }: Person): boolean => mayActAs(role, 'moderator');

/** A line as shown: no control or direction-changing characters. */
const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim() || '…';
