import { randomUUID } from 'node:crypto';
import { RoomPlugin } from '@colyseus/core';
import type { EventName, Events, Parsed } from '../../shared/wire/index.ts';
import { LOOK_GROUP } from '../../shared/wire/limits.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { RoomClient } from '../room/client.ts';
import type { HostRoom } from '../room/HostRoom.ts';
import { type HandlerTools, handlers } from '../room/handlers.ts';
import type { Catalogue } from './catalogue.ts';

/** What looking together needs from the house. */
export type LookParts = {
  catalogue: Pick<Catalogue, 'get'>;
  /** Whether a connection has blocked a person, and so is never invited by them. */
  blocks(client: RoomClient, person: string): boolean;
};

/** Some who look at one product; those who were asked and have not answered count as well. */
type Group = { id: string; product: string; leader: string; members: Set<string>; asked: Set<string> };

const OK = { ok: true } as const;

/** People of one room who look at a product together: one leads, all may point. Relays; keeps nothing, and writes no state. */
export class LookPlugin extends RoomPlugin<HostRoom> {
  override readonly pluginName = 'look' as const;
  private readonly parts: LookParts;
  private readonly groups = new Map<string, Group>();
  /** The group that each is in, by session. */
  private readonly groupOf = new Map<string, Group>();

  constructor(parts: LookParts, tools: HandlerTools) {
    super();
    this.parts = parts;
    this.messages = handlers<
      'look.invite' | 'look.answer' | 'look.view' | 'look.point' | 'look.lead' | 'look.leave'
    >(
      {
        'look.invite': (client, wish) => this.invite(client, wish),
        'look.answer': (client, wish) => this.answer(client, wish),
        'look.view': (client, { view }) => {
          const group = this.mine(client);
          if (group.leader !== client.sessionId) throw new Refusal('not-allowed', 'somebody else leads');
          this.tell(group, 'look.view', { view }, client);
          return OK;
        },
        'look.point': (client, { at }) => {
          this.tell(this.mine(client), 'look.point', { by: client.sessionId, at }, client);
          return OK;
        },
        'look.lead': (client) => {
          const group = this.mine(client);
          group.leader = client.sessionId;
          this.tellOf(group);
          return OK;
        },
        'look.leave': (client) => {
          this.leave(client.sessionId);
          return OK;
        },
      },
      tools,
    ) as never;
  }

  private async invite(client: RoomClient, { product, visitors }: Parsed<'look.invite'>) {
    const me = client.sessionId;
    this.nameOf(me);
    await this.parts.catalogue.get(product);
    // Whoever left while the catalogue was asked has nobody to look with.
    if (this.room.clients.getById(me) !== client) throw new Refusal('gone');
    const group = this.groupFor(me, product);
    const room = LOOK_GROUP - group.members.size - group.asked.size;
    const asked = [...new Set(visitors)].filter((id) => this.mayAsk(client, id, group)).slice(0, room);
    const { id } = group;
    for (const one of asked) {
      group.asked.add(one);
      const invitation = { group: id, from: me, name: this.nameOf(me).name, product };
      this.room.clients.getById(one)?.send('look.invited', invitation);
    }
    if (group.members.size === 1 && group.asked.size === 0) this.close(group);
    else this.tellOf(group);
    return { group: id, asked };
  }

  /** The group that one is in, when it looks at this product; else a new one, which one leads. */
  private groupFor(me: string, product: string): Group {
    const known = this.groupOf.get(me);
    if (known?.product === product) return known;
    this.leave(me);
    const group = { id: randomUUID(), product, leader: me, members: new Set([me]), asked: new Set<string>() };
    this.groups.set(group.id, group);
    this.groupOf.set(me, group);
    return group;
  }

  private mayAsk(client: RoomClient, id: string, group: Group): boolean {
    const other = this.room.clients.getById(id);
    if (!other || id === client.sessionId || !this.room.state.visitors.has(id)) return false;
    if (this.groupOf.has(id) || group.asked.has(id)) return false;
    return !this.parts.blocks(other, client.auth!.visitor) && !this.parts.blocks(client, other.auth!.visitor);
  }

  private answer(client: RoomClient, { group: id, accept }: Parsed<'look.answer'>): typeof OK {
    const me = client.sessionId;
    const group = this.groups.get(id);
    if (!group?.asked.has(me)) throw new Refusal('gone', 'they look at it no more');
    group.asked.delete(me);
    if (!accept) {
      this.room.clients.getById(group.leader)?.send('look.declined', { id: me, name: this.nameOf(me).name });
      this.closeIfAlone(group);
      return OK;
    }
    this.leave(me);
    group.members.add(me);
    this.groupOf.set(me, group);
    this.tellOf(group);
    return OK;
  }

  private mine(client: RoomClient): Group {
    const group = this.groupOf.get(client.sessionId);
    if (!group) throw new Refusal('gone', 'you look at it alone');
    return group;
  }

  private nameOf(id: string): { name: string; colour: string } {
    const visitor = this.room.state.visitors.get(id);
    if (!visitor) throw new Refusal('not-allowed', 'only people in the room can look together');
    return visitor;
  }

  /** Goes out of one's group, which ends with its leader, or when nobody else is left. */
  private leave(id: string): void {
    const group = this.groupOf.get(id);
    if (!group) return;
    if (group.leader === id) {
      this.close(group);
      return;
    }
    group.members.delete(id);
    this.groupOf.delete(id);
    this.room.clients.getById(id)?.send('look.ended', { group: group.id });
    if (!this.closeIfAlone(group)) this.tellOf(group);
  }

  private closeIfAlone(group: Group): boolean {
    if (group.members.size + group.asked.size > 1) return false;
    this.close(group);
    return true;
  }

  private close(group: Group): void {
    this.groups.delete(group.id);
    this.tell(group, 'look.ended', { group: group.id });
    for (const id of group.asked) this.room.clients.getById(id)?.send('look.withdrawn', { group: group.id });
    for (const id of group.members) this.groupOf.delete(id);
  }

  private tellOf(group: Group): void {
    const { id, product, leader } = group;
    const members = [...group.members].flatMap((one) => {
      const visitor = this.room.state.visitors.get(one);
      return visitor ? [{ id: one, name: visitor.name, colour: visitor.colour }] : [];
    });
    this.tell(group, 'look.group', { group: id, product, leader, members });
  }

  private tell<Name extends EventName>(
    group: Group,
    name: Name,
    event: Events[Name],
    but?: RoomClient,
  ): void {
    for (const id of group.members) {
      const client = this.room.clients.getById(id);
      if (client && client !== but) client.send(name, event as never);
    }
  }

  /** The connection broke or ended: they look no more, and what they were asked is void. */
  drop(client: RoomClient): void {
    this.leave(client.sessionId);
    for (const group of [...this.groups.values()])
      if (group.asked.delete(client.sessionId)) this.closeIfAlone(group);
  }

  protected override onLeave(client: RoomClient): void {
    this.drop(client);
  }

  protected override onDispose(): void {
    this.groups.clear();
    this.groupOf.clear();
  }
}
