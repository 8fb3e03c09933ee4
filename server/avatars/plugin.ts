import { RoomPlugin } from '@colyseus/core';
import { GAITS, type Gait, TELEPORT_METRES } from '../../shared/model/avatar.ts';
import { clampToWalkable } from '../../shared/model/geometry.ts';
import { newPosture } from '../../shared/model/posture.ts';
import type { Scene } from '../../shared/model/scene.ts';
import type { Placed } from '../../shared/wire/avatars.ts';
import type { Parsed } from '../../shared/wire/index.ts';
import type { Pose } from '../../shared/wire/presence.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import { Visitor } from '../../shared/wire/state.ts';
import { hearPosture } from '../../shared/wire/toldPosture.ts';
import type { RoomClient } from '../room/client.ts';
import type { HostRoom } from '../room/HostRoom.ts';
import { type HandlerTools, handlers } from '../room/handlers.ts';
import type { TickTimes } from '../room/tickTimes.ts';
import { openArrivals, type Stance } from './arrive.ts';
import { cleanName } from './cleanName.ts';
import { elbowRoom } from './elbowRoom.ts';
import { type Mover, openMover } from './mover.ts';
import { openPresence } from './presence.ts';
import { openSeats } from './seats.ts';
import { openSenderClock, type SenderClock } from './senderClock.ts';

/** Milliseconds between two ticks of presence. */
const TICK_MS = 50;

type Body = { client: RoomClient; mover: Mover; clock: SenderClock };

/** What was said of head and hands, for as long as it takes to pack it. */
const held = newPosture();
/** No headset. */
const PUT_DOWN = newPosture();

/** Where one who joins wishes to arrive. */
type Wish = { beside?: string | undefined; from?: string | undefined; at?: Stance | undefined };

/** Bodies in the room: gives each visitor a place at the door, checks where they say they are, tells the others. Writes `state.visitors`. */
export class AvatarsPlugin extends RoomPlugin<HostRoom> {
  override readonly pluginName = 'avatars' as const;
  private readonly bodies = new Map<string, Body>();
  private readonly presence = openPresence();
  private readonly scene: Scene;
  private readonly tools: HandlerTools;
  private readonly ticks: TickTimes;
  private readonly seats: ReturnType<typeof openSeats>;
  private readonly arrivals: ReturnType<typeof openArrivals>;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(scene: Scene, tools: HandlerTools, ticks: TickTimes) {
    super();
    this.scene = scene;
    this.tools = tools;
    this.ticks = ticks;
    this.seats = openSeats(scene.seats, scene.walkable);
    this.arrivals = openArrivals(scene);
    this.messages = handlers<
      'avatars.move' | 'avatars.hold' | 'avatars.sit' | 'avatars.stand' | 'avatars.teleport' | 'avatars.look'
    >(
      {
        'avatars.move': (client, wish) => this.move(client, wish),
        'avatars.hold': (client, told) => this.hold(client, told),
        'avatars.sit': (client, { seat }) => this.sit(client, seat),
        'avatars.stand': (client) => this.stand(client),
        'avatars.teleport': (client, wish) => this.teleport(client, wish),
        'avatars.look': (client, look) => {
          Object.assign(this.present(client.sessionId).visitor, look);
          return { ok: true } as const;
        },
      },
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
    const { x, z, yaw } = this.arrive(client.sessionId, join);
    const { name, ...look } = join.appearance;
    const visitor = new Visitor();
    const slot = this.presence.join(client.sessionId, { x, z, yaw, gait: gaitIndex('idle') }, now);
    Object.assign(visitor, { name: cleanName(name), ...look, role, slot });
    const mover = openMover(this.scene.walkable, { x, z }, now);
    this.bodies.set(client.sessionId, { client, mover, clock: openSenderClock() });
    this.room.state.visitors.set(client.sessionId, visitor);
  }

  private move(client: RoomClient, wish: Parsed<'avatars.move'>): void {
    const body = this.bodies.get(client.sessionId);
    if (!body || this.seats.of(client.sessionId) !== undefined) return;
    const now = this.tools.clock.now();
    const placed = body.mover.move(wish.x, wish.z, now);
    const { yaw } = wish;
    const gait = wish.gait === SIT ? gaitIndex('idle') : wish.gait;
    const free = isMoving(gait) ? placed : this.beside(client.sessionId, placed);
    const { x, z } = free;
    if (free !== placed) body.mover.put(x, z);
    this.presence.set(client.sessionId, { x, z, yaw, gait }, body.clock.read(wish.at, now));
    if (placed.corrected || free !== placed) client.send('avatars.corrected', { x, z });
  }

  private hold(client: RoomClient, { posture, at }: Parsed<'avatars.hold'>): void {
    const body = this.bodies.get(client.sessionId);
    if (!body) return;
    const when = body.clock.read(at, this.tools.clock.now());
    if (posture) hearPosture(posture, held);
    this.presence.hold(client.sessionId, posture ? held : PUT_DOWN, when);
  }

  private sit(client: RoomClient, seat: number): Placed {
    const id = client.sessionId;
    const { visitor, pose } = this.present(id);
    const place = this.seats.take(id, seat, pose);
    visitor.seat = seat + 1;
    this.put(id, { ...place, gait: SIT });
    return place;
  }

  private stand(client: RoomClient): Placed {
    const id = client.sessionId;
    const { visitor, pose } = this.present(id);
    const rise = this.seats.leave(id);
    if (!rise) return { x: pose.x, z: pose.z, yaw: pose.yaw };
    visitor.seat = 0;
    const place = { ...this.beside(id, rise), yaw: rise.yaw };
    this.put(id, { ...place, gait: gaitIndex('idle') });
    return place;
  }

  private teleport(client: RoomClient, { x, z, yaw }: Placed): Placed {
    const id = client.sessionId;
    const { pose } = this.present(id);
    if (Math.hypot(x - pose.x, z - pose.z) > TELEPORT_METRES) throw new Refusal('too-far');
    if (this.seats.of(id) !== undefined) this.stand(client);
    const place = { ...this.beside(id, clampToWalkable(this.scene.walkable, x, z)), yaw };
    this.put(id, { ...place, gait: gaitIndex('idle') });
    return place;
  }

  /** Somebody with a body; `not-allowed` for those without. */
  private present(id: string): { visitor: Visitor; pose: Readonly<Pose> } {
    const visitor = this.room.state.visitors.get(id);
    const pose = this.presence.get(id);
    if (!visitor || !pose) throw new Refusal('not-allowed', 'one needs a body for that');
    return { visitor, pose };
  }

  private put(id: string, pose: Pose): void {
    this.bodies.get(id)?.mover.put(pose.x, pose.z);
    this.presence.set(id, pose, this.tools.clock.now());
  }

  /** Where one who stops stands: not in somebody else who stands. */
  private beside(id: string, wish: { x: number; z: number }): { x: number; z: number } {
    const standing = [...this.presence.others(id)].filter(({ gait }) => !isMoving(gait));
    return elbowRoom(this.scene.walkable, wish, standing);
  }

  private tick(): void {
    this.presence.tick(this.tools.clock.now(), (id, bytes, type) =>
      this.bodies.get(id)?.client.sendBytes(type, bytes),
    );
  }

  /** Marks a visitor as away or back while their seat is kept. */
  setAway(client: RoomClient, away: boolean): void {
    const visitor = this.room.state.visitors.get(client.sessionId);
    const body = this.bodies.get(client.sessionId);
    const pose = this.presence.get(client.sessionId);
    if (!visitor || !body || !pose) return;
    visitor.away = away;
    if (away) this.presence.hold(client.sessionId, PUT_DOWN, this.tools.clock.now());
    if (away)
      this.presence.set(
        client.sessionId,
        { ...pose, gait: visitor.seat ? SIT : gaitIndex('idle') },
        this.tools.clock.now(),
      );
    else {
      body.client = client;
      this.presence.refresh(client.sessionId);
    }
  }

  protected override onLeave(client: RoomClient): void {
    this.bodies.delete(client.sessionId);
    this.seats.leave(client.sessionId);
    this.presence.leave(client.sessionId, this.tools.clock.now());
    this.room.state.visitors.delete(client.sessionId);
  }

  protected override onDispose(): void {
    clearInterval(this.timer);
  }

  /** Where one was, beside a friend, at the door one comes through, or where everybody arrives. */
  private arrive(id: string, { beside, from, at }: Wish): Placed {
    if (at) {
      const { walkable } = this.scene;
      return { ...this.beside(id, clampToWalkable(walkable, at.x, at.z)), yaw: at.yaw };
    }
    const people = [...this.presence.others(id)].map(({ x, z }) => [x, z] as const);
    const friend = beside && this.seats.of(beside) === undefined ? this.presence.get(beside) : undefined;
    return friend ? this.arrivals.beside(friend, people) : this.arrivals.place(people, from);
  }
}

const isMoving = (gait: number): boolean => GAITS[gait] === 'walk' || GAITS[gait] === 'run';
const gaitIndex = (gait: Gait): number => GAITS.indexOf(gait);
const SIT = gaitIndex('sit');
