import { RoomPlugin } from '@colyseus/core';
import type { ChatLine } from '../../shared/wire/engagement.ts';
import { CLOSE } from '../../shared/wire/limits.ts';
import type { Target } from '../../shared/wire/moderation.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Bus, BusEvents } from '../bus.ts';
import { mayActAs } from '../http/person.ts';
import type { RoomClient } from '../room/client.ts';
import { sendAway } from '../room/guard.ts';
import type { HostRoom } from '../room/HostRoom.ts';
import { type HandlerTools, handlers } from '../room/handlers.ts';
import type { Chats, Talk } from './chats.ts';
import type { Actor, Moderation } from './moderation.ts';
import type { Known, Roll } from './roll.ts';

/** What moderation in a room needs from the house. */
export type ModerationParts = {
  chats: Chats;
  roll: Roll;
  moderation: Moderation;
  showroom: string;
  bus: Bus;
};

type Verbs =
  | 'chat.remove'
  | 'chat.slow'
  | 'moderation.mute'
  | 'moderation.remove'
  | 'moderation.ban'
  | 'moderation.report';
const OK = { ok: true } as const;

/** Keeping order from within a room: finds out who is meant, lets the house decide, and sees to it that who has to go goes. */
export class ModerationPlugin extends RoomPlugin<HostRoom> {
  override readonly pluginName = 'moderation' as const;
  private readonly parts: ModerationParts;
  private talk!: Talk;
  private undo: (() => void)[] = [];

  constructor(parts: ModerationParts, tools: HandlerTools) {
    super();
    this.parts = parts;
    this.messages = this.answers(tools) as never;
  }

  private answers(tools: HandlerTools) {
    const { moderation, showroom } = this.parts;
    return handlers<Verbs>(
      {
        'chat.remove': async (client, { id }) => {
          await this.removeLine(this.actor(client), id);
          return OK;
        },
        'chat.slow': async (client, { seconds }) => {
          await moderation.setSlow(this.actor(client), showroom, seconds);
          return OK;
        },
        'moderation.mute': async (client, { target, minutes, reason }) => {
          await moderation.mute(this.staff(client), this.meant(target), minutes, reason);
          return OK;
        },
        'moderation.remove': async (client, { target, reason }) => {
          await moderation.remove(this.staff(client), this.meant(target), reason);
          return OK;
        },
        'moderation.ban': async (client, { target, days, reason }) => {
          const person = this.meant(target);
          await moderation.ban(this.staff(client), person, days, reason);
          this.removeAll(person);
          return OK;
        },
        'moderation.report': async (client, { target, reason, words }) => {
          const person = this.meant(target);
          await moderation.report(this.actor(client), person, this.said(target, person), reason, words);
          return OK;
        },
      },
      tools,
    );
  }

  private actor(client: RoomClient): Actor {
    const { visitor, role } = client.auth!;
    return { visitor, role, name: this.parts.roll.find(client.sessionId)?.name ?? '' };
  }

  /** Who acts, when they belong to the staff: strangers learn nothing of whom they mean. */
  private staff(client: RoomClient): Actor {
    if (!mayActAs(client.auth!.role, 'moderator')) throw new Refusal('not-allowed', 'for moderators only');
    return this.actor(client);
  }

  private meant(target: Target): Known {
    const session = 'visitor' in target ? target.visitor : this.talk.line(target.line)?.from;
    const known = session === undefined ? undefined : this.parts.roll.find(session);
    if (known?.showroom !== this.parts.showroom)
      throw new Refusal('not-found', 'nobody here is meant by that');
    return known;
  }

  /** What a report is about: the line as it was, or the person. */
  private said(target: Target, { visitor }: Known): { text: string; about: string } {
    const line = 'line' in target ? this.talk.line(target.line) : undefined;
    if (!line) return { text: '', about: `person:${visitor}` };
    return { text: line.text, about: `line:${this.parts.showroom}:${line.at}:${line.id}` };
  }

  private async removeLine(actor: Actor, id: number): Promise<void> {
    const line: ChatLine | undefined = this.talk.line(id);
    if (!mayActAs(actor.role, 'moderator')) throw new Refusal('not-allowed', 'for moderators only');
    if (!line) throw new Refusal('gone', 'this line is gone');
    await this.parts.moderation.noteLine(actor, this.meant({ line: id }), line.text);
    this.talk.remove(id);
    this.parts.bus.publish('chat.removed', { showroom: this.parts.showroom, id });
  }

  /** What a banned person said goes with them. */
  private removeAll({ visitor }: Known): void {
    const { chats, bus } = this.parts;
    for (const line of chats.removed(chats.who(visitor))) bus.publish('chat.removed', line);
  }

  private sendOut({ visitor, kind, reason, until }: BusEvents['person.sanctioned']): void {
    if (kind === 'mute') return;
    for (const client of [...this.room.clients]) {
      if (client.auth?.visitor !== visitor || client.auth.role === 'owner') continue;
      client.send('moderation.out', { kind, reason, until });
      sendAway(client, kind === 'ban' ? 'banned' : 'removed', CLOSE.sentOut);
    }
  }

  protected override onCreate(): void {
    const { chats, bus, showroom } = this.parts;
    this.talk = chats.enter(showroom);
    this.undo = [
      bus.subscribe('person.sanctioned', (event) => this.sendOut(event)),
      bus.subscribe('moderation.changed', ({ waiting }) => {
        for (const client of this.room.clients)
          if (mayActAs(client.auth!.role, 'moderator')) client.send('moderation.changed', { waiting });
      }),
    ];
  }

  protected override onDispose(): void {
    for (const step of this.undo.splice(0)) step();
    this.talk.leave();
  }
}
