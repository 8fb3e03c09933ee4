import { RoomPlugin } from '@colyseus/core';
import { GAITS, type Gait } from '../../shared/model/avatar.ts';
import type { FloorPoint } from '../../shared/model/geometry.ts';
import type { Scene } from '../../shared/model/scene.ts';
import { Visitor } from '../../shared/wire/state.ts';
import type { RoomClient } from '../room/client.ts';
import type { HostRoom } from '../room/HostRoom.ts';
import { type HandlerTools, handlers } from '../room/handlers.ts';
import { cleanName } from './cleanName.ts';
import { type Mover, openMover } from './mover.ts';

/** Bodies in the room: gives each visitor a place at the door, checks where they say they are. Writes `state.visitors`. */
export class AvatarsPlugin extends RoomPlugin<HostRoom> {
  override readonly pluginName = 'avatars' as const;
  private readonly movers = new Map<string, Mover>();
  private readonly scene: Scene;
  private readonly tools: HandlerTools;

  constructor(scene: Scene, tools: HandlerTools) {
    super();
    this.scene = scene;
    this.tools = tools;
    this.messages = handlers<'avatars.move'>(
      {
        'avatars.move': (client, wish) => {
          const visitor = this.room.state.visitors.get(client.sessionId);
          const mover = this.movers.get(client.sessionId);
          if (!visitor || !mover) return;
          const placed = mover.move(wish.x, wish.z, this.tools.clock.now());
          Object.assign(visitor, { x: placed.x, z: placed.z, yaw: wish.yaw, gait: wish.gait });
          if (placed.corrected) client.send('avatars.corrected', { x: placed.x, z: placed.z });
        },
      },
      tools,
    ) as never;
  }

  protected override onJoin(client: RoomClient): void {
    const { join, role } = client.auth!;
    if (join.as !== 'visitor') return;
    const [x, z, yaw] = this.freeSpawn();
    const { name, body, colour } = join.appearance;
    const visitor = new Visitor();
    Object.assign(visitor, { name: cleanName(name), body, colour, role, x, z, yaw, gait: gaitIndex('idle') });
    this.movers.set(client.sessionId, openMover(this.scene.walkable, { x, z }, this.tools.clock.now()));
    this.room.state.visitors.set(client.sessionId, visitor);
  }

  /** Marks a visitor as away or back while their seat is kept. */
  setAway(client: RoomClient, away: boolean): void {
    const visitor = this.room.state.visitors.get(client.sessionId);
    if (!visitor) return;
    visitor.away = away;
    if (away) visitor.gait = gaitIndex('idle');
  }

  protected override onLeave(client: RoomClient): void {
    this.movers.delete(client.sessionId);
    this.room.state.visitors.delete(client.sessionId);
  }

  /** The spawn place farthest from everybody. */
  private freeSpawn(): [x: number, z: number, yaw: number] {
    const people = [...this.room.state.visitors.values()];
    const room = ([x, z]: FloorPoint) => Math.min(9, ...people.map((p) => Math.hypot(p.x - x, p.z - z)));
    const best = this.scene.spawn.reduce((a, b) => (room(b.position) > room(a.position) + 0.01 ? b : a));
    return [...best.position, best.yaw];
  }
}

const gaitIndex = (gait: Gait): number => GAITS.indexOf(gait);
