import { GAITS } from '../../shared/model/avatar.ts';
import { USUAL_EYES_METRES } from '../../shared/model/posture.ts';
import type { SceneSeat } from '../../shared/model/scene.ts';
import { VOICE } from '../../shared/model/voice.ts';
import type { Visitor } from '../../shared/wire/state.ts';
import type { Link } from '../net/link.ts';
import type { Ground } from '../world/ground.ts';
import type { Walker } from '../world/walker.ts';
import type { World } from '../world/world.ts';
import type { Crowd, Person } from './crowd.ts';
import { emoteOf } from './emotes.ts';
import { openPlates, type Plate } from './plates.ts';
import type { Poses } from './poses.ts';
import type { ShownPosture } from './postureTrack.ts';
import { gaitAt } from './self.ts';

/** Everybody in the room, drawn. */
export type Avatars = {
  /** Shows a bubble above somebody. */
  say(sessionId: string, text: string): void;
  /** Where somebody is drawn now. */
  place(sessionId: string): { x: number; y: number; z: number } | undefined;
  /** How many clap now. */
  clapping(): number;
  /** How many bodies are drawn. */
  count(): number;
  dispose(): void;
};

const IDLE = GAITS.indexOf('idle');
const CLAP = GAITS.indexOf('clap');
const MOVING = [GAITS.indexOf('walk'), GAITS.indexOf('run')];

/** Metres of the seat for which the clip of sitting is made; how much lower a head is then. */
const SEAT_METRES = 0.44;
export const SITTING_LOWER_METRES = 0.42;
/** How fast feet take a step: share of its height per second, exponential; higher ones are no step. */
const CLIMB_RATE = 14;
const LEAP_METRES = 1.5;

/** What people stand and sit on. */
export type Floor = { ground: Ground; seats: readonly SceneSeat[] };

type Shown = {
  visitor: Visitor;
  plate: Plate;
  unwatch: () => void;
  person: Person;
  x: number;
  y: number;
  z: number;
  yaw: number;
  speed: number;
  gait: number;
  posture: ShownPosture | undefined;
  /** The gait that the plate has told. */
  told: number;
  gone: boolean;
};

/** Draws the room's visitors: others from their poses, me from my own walker. */
export function openAvatars(
  world: World,
  link: Link,
  crowd: Crowd,
  poses: Poses,
  me: { walker: Walker; hidden(): boolean; gait(): number },
  layer: HTMLElement,
  { ground, seats }: Floor,
): Avatars {
  const plates = openPlates(world, layer);
  const shown = new Map<string, Shown>();
  let clapping = 0;

  const showVoice = ({ plate, visitor: { voice } }: Shown): void =>
    plate.setVoice((voice & VOICE.talking) !== 0, (voice & VOICE.muted) !== 0);
  const add = (visitor: Visitor, id: string): void => {
    const one: Shown = {
      visitor,
      plate: plates.add(),
      unwatch: () => {},
      person: crowd.add(visitor),
      x: 0,
      y: Number.NaN,
      z: 0,
      yaw: 0,
      speed: 0,
      gait: 0,
      posture: undefined,
      told: 0,
      gone: false,
    };
    shown.set(id, one);
    one.plate.setName(visitor.name, visitor.role, visitor.away);
    showVoice(one);
    one.unwatch = link.watch.changed(visitor, () => {
      one.plate.setName(visitor.name, visitor.role, visitor.away);
      one.person.setLooks(visitor);
      showVoice(one);
    });
  };
  const remove = (id: string): void => {
    const one = shown.get(id);
    if (!one) return;
    one.gone = true;
    one.unwatch();
    one.person.dispose();
    one.plate.dispose();
    poses.forget(one.visitor.slot);
    shown.delete(id);
  };
  const undo = [
    link.watch.added('visitors', add),
    link.watch.removed('visitors', (_visitor, id) => remove(id)),
    world.onFrame((seconds) => {
      poses.step(performance.now(), seconds);
      clapping = 0;
      for (const [id, one] of shown) {
        const mine = id === link.sessionId;
        const source = mine ? me.walker : poses.shown(one.visitor.slot);
        if (source) {
          follow(one, source);
          settle(one, seconds);
        }
        if (mine) one.gait = me.gait();
        if (one.gait === CLAP) clapping++;
        if (one.gait !== one.told) {
          one.told = one.gait;
          one.plate.emote(emoteOf(one.gait));
        }
        one.posture = mine ? undefined : poses.posture(one.visitor.slot);
        draw(one, !source || (mine && me.hidden()));
      }
    }),
  ];
  /** Feet go up and down steps softly; who sits is as high as the seat. */
  const settle = (one: Shown, seconds: number): void => {
    const seat = seats[one.visitor.seat - 1];
    const goal = seat ? seat.position[1] - SEAT_METRES : ground.height(one.x, one.z);
    if (Number.isNaN(one.y) || Math.abs(goal - one.y) > LEAP_METRES) one.y = goal;
    else one.y += (goal - one.y) * (1 - Math.exp(-CLIMB_RATE * seconds));
  };
  const draw = (one: Shown, hidden: boolean): void => {
    const { person } = one;
    const sunk = one.visitor.seat > 0 ? SITTING_LOWER_METRES : crouchOf(one);
    one.plate.move(one.x, one.y + person.height + 0.18 - sunk, one.z);
    one.plate.setHidden(hidden);
    person.place(one.x, one.z, one.yaw, one.y);
    person.hold(one.posture);
    person.setVisible(!hidden);
    person.play(GAITS[gaitOf(one)] ?? 'idle', one.speed);
  };
  return {
    say: (id, text) => shown.get(id)?.plate.say(text),
    place: (id) => shown.get(id),
    clapping: () => clapping,
    count: () => [...shown.values()].filter((one) => one.person.ready).length,
    dispose() {
      for (const step of undo.splice(0)) step();
      for (const id of [...shown.keys()]) remove(id);
      plates.dispose();
    },
  };
}

/** Takes over where somebody is to be drawn; a walker has no gait of its own. */
function follow(
  one: Shown,
  source: { x: number; z: number; yaw: number; speed: number; gait?: number },
): void {
  one.x = source.x;
  one.z = source.z;
  one.yaw = source.yaw;
  one.speed = source.speed;
  one.gait = source.gait ?? IDLE;
}

/** Metres by which somebody with a headset has come down. */
function crouchOf({ posture }: Shown): number {
  return posture ? Math.max(0, USUAL_EYES_METRES - posture.height) * posture.weight : 0;
}

/** What a body does: who moves walks or runs at their speed, whatever was told. */
function gaitOf({ speed, gait }: Shown): number {
  const own = gaitAt(speed);
  return own !== IDLE || MOVING.includes(gait) ? own : gait;
}
