import { Refusal } from '../../shared/wire/refusal.ts';
import { mayActAs } from '../http/person.ts';
import type { RoomClient } from '../room/client.ts';
import type { HostRoom } from '../room/HostRoom.ts';
import { type HandlerTools, handlers } from '../room/handlers.ts';
import type { Stage } from './stage.ts';

/** Tickets with which one comes on stage without raising a hand: for co-hosts, by link. */
export type StageTickets = {
  issue(showroom: string): Promise<string>;
  /** Whether a ticket is ours, for this showroom and not too old. */
  holds(ticket: string, showroom: string): Promise<boolean>;
  /** Takes back all that were given out so far. */
  revoke(showroom: string): Promise<void>;
};

type Parts = {
  showroom: string;
  screens: readonly string[];
  tickets: StageTickets;
  room(): HostRoom;
  stage(): Stage;
};

const OK = { ok: true } as const;

/** Whether a client may act as a host. */
export const isHost = (client: RoomClient): boolean => mayActAs(client.auth!.role, 'host');

/** Throws `not-allowed` for everybody but hosts. */
export function onlyHosts(client: RoomClient): void {
  if (!isHost(client)) throw new Refusal('not-allowed', 'for hosts only');
}

/** What a room answers about the inputs of its stage, its screens and its guests. */
export function backstageAnswers(parts: Parts, tools: HandlerTools) {
  const { stage } = parts;
  const nameOf = ({ sessionId }: RoomClient): string => {
    const name = parts.room().state.visitors.get(sessionId)?.name;
    if (!name) throw new Refusal('not-allowed', 'only people in the room can come on stage');
    return name;
  };
  const sendBack = (peer: string): void => {
    stage().unplug(peer);
    stage().guests.remove(peer);
  };
  return handlers<
    | 'stage.unplug'
    | 'stage.mute'
    | 'stage.screen'
    | 'stage.tally'
    | 'stage.hand'
    | 'stage.join'
    | 'stage.step'
    | 'stage.guest'
    | 'stage.backstage'
    | 'stage.ticket'
    | 'stage.revokeTickets'
  >(
    {
      'stage.unplug': (client, { feed, kind }) => {
        stage().unplug(client.sessionId, feed, kind);
        return OK;
      },
      'stage.mute': async (client, { source, muted }) => {
        onlyHosts(client);
        await stage().mute(source, muted);
        return OK;
      },
      'stage.screen': (client, { screen, shows }) => {
        onlyHosts(client);
        if (!parts.screens.includes(screen)) throw new Refusal('not-found', 'no such screen');
        stage().setScreen(screen, shows);
        return OK;
      },
      'stage.tally': (client, { onAir, next }) => {
        onlyHosts(client);
        stage().mark(onAir, next);
        return OK;
      },
      'stage.hand': (client, { raised }) => {
        if (raised) stage().guests.raise(client.sessionId, nameOf(client));
        else stage().guests.lower(client.sessionId);
        return OK;
      },
      'stage.join': async (client, { ticket }) => {
        const name = nameOf(client);
        if (!(await parts.tickets.holds(ticket, parts.showroom)))
          throw new Refusal('not-allowed', 'this invitation is not valid any more');
        stage().guests.invite(client.sessionId, name);
        return OK;
      },
      'stage.step': (client) => {
        sendBack(client.sessionId);
        return OK;
      },
      'stage.guest': (client, { peer, up }) => {
        onlyHosts(client);
        if (up) stage().guests.invite(peer);
        else sendBack(peer);
        return OK;
      },
      'stage.backstage': (client) => {
        onlyHosts(client);
        return { hands: stage().guests.list() };
      },
      'stage.ticket': async (client) => {
        onlyHosts(client);
        return { ticket: await parts.tickets.issue(parts.showroom) };
      },
      'stage.revokeTickets': async (client) => {
        onlyHosts(client);
        await parts.tickets.revoke(parts.showroom);
        return OK;
      },
    },
    tools,
  );
}
