import { RoomPlugin } from '@colyseus/core';
import type { ChatLine } from '../../shared/wire/engagement.ts';
import { CHAT_HISTORY } from '../../shared/wire/limits.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { HostRoom } from '../room/HostRoom.ts';
import { type HandlerTools, handlers } from '../room/handlers.ts';

/** The room's chat: keeps the latest lines for those who join later. */
export class EngagementPlugin extends RoomPlugin<HostRoom> {
  override readonly pluginName = 'engagement' as const;
  private readonly lines: ChatLine[] = [];
  private lastId = 0;

  constructor(tools: HandlerTools) {
    super();
    this.messages = handlers<'chat.say' | 'chat.history'>(
      {
        'chat.say': (client, { text }) => {
          const name =
            this.room.state.visitors.get(client.sessionId)?.name ??
            (client.auth!.role === 'visitor' ? '' : 'Host');
          if (!name) throw new Refusal('not-allowed', 'only people in the room can speak');
          const line: ChatLine = {
            id: ++this.lastId,
            from: client.sessionId,
            name,
            text: oneLine(text),
            at: tools.clock.now(),
          };
          this.lines.push(line);
          if (this.lines.length > CHAT_HISTORY) this.lines.shift();
          this.room.broadcast('chat.line', line);
          return { id: line.id };
        },
        'chat.history': () => ({ lines: this.lines }),
      },
      tools,
    ) as never;
  }
}

/** A line as shown: no control or direction-changing characters. */
const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim() || '…';
