import { RoomPlugin } from '@colyseus/core';
import { CLOSE } from '../../shared/wire/limits.ts';
import type { Bus } from '../bus.ts';
import { mayActAs, type Person, roleIn } from '../http/person.ts';
import type { RoomClient } from '../room/client.ts';
import { sendAway } from '../room/guard.ts';
import type { HostRoom } from '../room/HostRoom.ts';

/** What a room needs to know whether accounts still stand. */
export type IdentityPluginParts = {
  bus: Bus;
  brand: string;
  /** Who some sessions speak for at this moment; those that ended are missing. */
  standing(sessions: readonly string[]): Promise<Map<string, Person>>;
  log: { error(about: object, text: string): void };
};

/** Milliseconds between two looks for what changed in another process. */
const LOOK_MS = 4000;

/** Sends out who has signed out or lost a right, at once, or within seconds when it happened in another process. */
export class IdentityPlugin extends RoomPlugin<HostRoom> {
  override readonly pluginName = 'identity' as const;
  private readonly parts: IdentityPluginParts;
  private undo: (() => void)[] = [];

  constructor(parts: IdentityPluginParts) {
    super();
    this.parts = parts;
  }

  /** Looks at everybody in the room who is here by an account. */
  async look(): Promise<void> {
    const { standing, brand, log } = this.parts;
    const here = this.room.clients.filter(({ auth }) => auth?.session !== undefined);
    if (here.length === 0) return;
    try {
      const now = await standing(here.map(({ auth }) => auth!.session!));
      for (const client of here) {
        const person = now.get(client.auth!.session!);
        if (!person) this.sendOut(client, 'signed-out');
        else if (!mayActAs(roleIn(person, brand), client.auth!.role)) this.sendOut(client, 'rights');
      }
    } catch (error) {
      log.error({ err: error, room: this.room.roomId }, 'accounts in a room were not looked at');
    }
  }

  private sendOut(client: RoomClient, why: 'signed-out' | 'rights'): void {
    client.send('identity.out', { why });
    sendAway(client, why, CLOSE.sentOut);
  }

  protected override onCreate(): void {
    const timer = setInterval(() => void this.look(), LOOK_MS);
    this.undo = [
      () => clearInterval(timer),
      this.parts.bus.subscribe('accounts.changed', () => void this.look()),
    ];
  }

  protected override onDispose(): void {
    for (const step of this.undo.splice(0)) step();
  }
}
