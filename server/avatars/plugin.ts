import { RoomPlugin } from '@colyseus/core';
import { GAITS, type Gait } from '../../shared/model/avatar.ts';
import type { FloorPoint } from '../../shared/model/geometry.ts';
import type { Scene } from '../../shared/model/scene.ts';
import type { Parsed } from '../../shared/wire/index.ts';
import { POSES, type Pose } from '../../shared/wire/presence.ts';
import { Visitor } from '../../shared/wire/state.ts';
import type { RoomClient } from '../room/client.ts';
import type { HostRoom } from '../room/HostRoom.ts';
import { type HandlerTools, handlers } from '../room/handlers.ts';
import type { TickTimes } from '../room/tickTimes.ts';
import { cleanName } from './cleanName.ts';
import { elbowRoom } from './elbowRoom.ts';
import { type Mover, openMover } from './mover.ts';
import { openPresence } from './presence.ts';
import { openSenderClock, type SenderClock } from './senderClock.ts';

/** Milliseconds between two ticks of presence. */
const TICK_MS = 50;

type Body = { client: RoomClient; mover: Mover; clock: SenderClock };

/** Bodies in the room: gives each visitor a place at the door, checks where they say they are, tells the others. Writes `state.visitors`. */
export class AvatarsPlugin extends RoomPlugin<HostRoom> {
  override readonly pluginName = 'avatars' as const;
  private readonly bodies = new Map<string, Body>();
  private readonly presence = openPresence();
  private readonly scene: Scene;
  private readonly tools: HandlerTools;
  private readonly ticks: TickTimes;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(scene: Scene, tools: HandlerTools, ticks: TickTimes) {
    super();
    this.scene = scene;
    this.tools = tools;
    this.ticks = ticks;
    this.messages = handlers<'avatars.move'>(
      { 'avatars.move': (client, wish) => this.move(client, wish) },
      tools,
    ) as never;
  }

  /** Where somebody is, by their session. */
  where(id: string): Readonly<Pose> | undefined {
    return this.presence.get(id);
  }

  protected override onCreate(): void {
    let due = performance.now() + TICK_MS;
    this.timer = setInterval(() => {
      const begun = performance.now();
      this.tick();
      this.ticks.record(Math.max(0, performance.now() - Math.min(due, begun)));
      due = begun + TICK_MS;
    }, TICK_MS);
  }

  protected override onJoin(client: RoomClient): void {
    const { join, role } = client.auth!;
    if (join.as !== 'visitor') return;
    const now = this.tools.clock.now();
    const [x, z, yaw] = this.freeSpawn(client.sessionId);
    const { name, body, colour } = join.appearance;
    const visitor = new Visitor();
    const slot = this.presence.join(client.sessionId, { x, z, yaw, gait: gaitIndex('idle') }, now);
    Object.assign(visitor, { name: cleanName(name), body, colour, role, slot });
    const mover = openMover(this.scene.walkable, { x, z }, now);
    this.bodies.set(client.sessionId, { client, mover, clock: openSenderClock() });
    this.room.state.visitors.set(client.sessionId, visitor);
  }

  private move(client: RoomClient, wish: Parsed<'avatars.move'>): void {
    const body = this.bodies.get(client.sessionId);
    if (!body) return;
    const now = this.tools.clock.now();
    const placed = body.mover.move(wish.x, wish.z, now);
    const { yaw, gait } = wish;
    const free = isMoving(gait) ? placed : this.beside(client.sessionId, placed);
    const { x, z } = free;
    if (free !== placed) body.mover.put(x, z);
    this.presence.set(client.sessionId, { x, z, yaw, gait }, body.clock.read(wish.at, now));
    if (placed.corrected || free !== placed) client.send('avatars.corrected', { x, z });
  }

  /** Where one who stops stands: not in somebody else who stands. */
  private beside(id: string, wish: { x: number; z: number }): { x: number; z: number } {
    const standing = [...this.presence.others(id)].filter(({ gait }) => !isMoving(gait));
    return elbowRoom(this.scene.walkable, wish, standing);
  }

  private tick(): void {
    this.presence.tick(this.tools.clock.now(), (id, bytes) =>
      this.bodies.get(id)?.client.sendBytes(POSES, bytes),
    );
  }

  /** Marks a visitor as away or back while their seat is kept. */
  setAway(client: RoomClient, away: boolean): void {
    const visitor = this.room.state.visitors.get(client.sessionId);
    const body = this.bodies.get(client.sessionId);
    const pose = this.presence.get(client.sessionId);
    if (!visitor || !body || !pose) return;
    visitor.away = away;
    if (away)
      this.presence.set(client.sessionId, { ...pose, gait: gaitIndex('idle') }, this.tools.clock.now());
    else {
      body.client = client;
      this.presence.refresh(client.sessionId);
    }
  }

  protected override onLeave(client: RoomClient): void {
    this.bodies.delete(client.sessionId);
    this.presence.leave(client.sessionId, this.tools.clock.now());
    this.room.state.visitors.delete(client.sessionId);
  }

  protected override onDispose(): void {
    clearInterval(this.timer);
  }

  /** The spawn place farthest from everybody. */
  private freeSpawn(id: string): [x: number, z: number, yaw: number] {
    const people = [...this.presence.others(id)];
    const room = ([x, z]: FloorPoint) => Math.min(9, ...people.map((p) => Math.hypot(p.x - x, p.z - z)));
    const best = this.scene.spawn.reduce((a, b) => (room(b.position) > room(a.position) + 0.01 ? b : a));
    return [...best.position, best.yaw];
  }
}

const isMoving = (gait: number): boolean => GAITS[gait] === 'walk' || GAITS[gait] === 'run';
const gaitIndex = (gait: Gait): number => GAITS.indexOf(gait);
