import { RoomPlugin } from '@colyseus/core';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Bus } from '../bus.ts';
import type { HostRoom } from '../room/HostRoom.ts';
import { type HandlerTools, handlers } from '../room/handlers.ts';
import type { Chats, Talk } from './chats.ts';

/** What the chat of a room needs from the house. */
export type EngagementParts = { chats: Chats; showroom: string; bus: Bus };

/** The chat as one room has it: what is said in any room of the showroom reaches all of them. */
export class EngagementPlugin extends RoomPlugin<HostRoom> {
  override readonly pluginName = 'engagement' as const;
  private readonly parts: EngagementParts;
  private talk!: Talk;
  private unsubscribe = () => {};

  constructor(parts: EngagementParts, tools: HandlerTools) {
    super();
    this.parts = parts;
    this.messages = handlers<'chat.say' | 'chat.history'>(
      {
        'chat.say': (client, { text }) => {
          const name =
            this.room.state.visitors.get(client.sessionId)?.name ??
            (client.auth!.role === 'visitor' ? '' : 'Host');
          if (!name) throw new Refusal('not-allowed', 'only people in the room can speak');
          const said = { from: client.sessionId, name, text: oneLine(text), at: tools.clock.now() };
          const line = this.talk.keep(said);
          this.parts.bus.publish('chat.said', { showroom: this.parts.showroom, line });
          return { id: line.id };
        },
        'chat.history': () => ({ lines: [...this.talk.lines()] }),
      },
      tools,
    ) as never;
  }

  protected override onCreate(): void {
    const { chats, bus, showroom } = this.parts;
    this.talk = chats.enter(showroom);
    this.unsubscribe = bus.subscribe('chat.said', (said) => {
      if (said.showroom === showroom) this.room.broadcast('chat.line', said.line);
    });
  }

  protected override onDispose(): void {
    this.unsubscribe();
    this.talk.leave();
  }
}

/** A line as shown: no control or direction-changing characters. */
const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim() || '…';
