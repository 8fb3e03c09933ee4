import type { Pad } from '../world/pads.ts';

/** What hands say without words: they clap, are both thrown up, or one waves. */
export type HandSign = 'clap' | 'cheer' | 'wave';

/** Watches both hands. */
export type Gestures = {
  /** One frame; the height of the eyes over the real floor. Answers what the hands have just said. */
  step(seconds: number, left: Pad, right: Pad, eyes: number): HandSign | undefined;
};

/** Metres between hands that meet, from where they must have come, and seconds within which they came. */
const CLAP = { near: 0.12, far: 0.2, within: 0.35 } as const;
/** Metres over the eyes at which both hands are thrown up. */
const CHEER = 0.12;
/** A hand that waves: metres to one side, turns, seconds, and how high it is against the eyes. */
const WAVE = { metres: 0.07, turns: 3, within: 1.4, below: 0.2 } as const;
/** Seconds before the same is heard again. */
const REST = { clap: 0.3, cheer: 2.5, wave: 3 } as const;

/** Opens the watch. A hand that holds or presses something says nothing. */
export function openGestures(): Gestures {
  const waves = { left: openWave(), right: openWave() };
  const rest = { clap: 0, cheer: 0, wave: 0 };
  let apart = 1;
  let now = 0;
  const heard = (sign: HandSign): HandSign | undefined => {
    if (now < rest[sign]) return undefined;
    rest[sign] = now + REST[sign];
    return sign;
  };
  return {
    step(seconds, left, right, eyes) {
      now += seconds;
      const free = isFree(left) && isFree(right);
      const metres = free
        ? Math.hypot(left.grip.x - right.grip.x, left.grip.y - right.grip.y, left.grip.z - right.grip.z)
        : 1;
      apart = metres > CLAP.far ? 0 : apart + seconds;
      if (free && metres < CLAP.near && apart < CLAP.within) {
        apart = CLAP.within;
        return heard('clap');
      }
      const high = eyes + CHEER;
      if (free && left.grip.y > high && right.grip.y > high) return heard('cheer');
      const waved = waves.left(seconds, left, eyes) || waves.right(seconds, right, eyes);
      return waved ? heard('wave') : undefined;
    },
  };
}

const isFree = ({ here, squeeze, trigger }: Pad): boolean => here && !squeeze && !trigger;

/** Follows one hand from side to side. */
function openWave(): (seconds: number, pad: Pad, eyes: number) => boolean {
  let edge = 0;
  let way = 0;
  let turns = 0;
  let since = 0;
  return (seconds, pad, eyes) => {
    since += seconds;
    if (!isFree(pad) || pad.grip.y < eyes - WAVE.below || since > WAVE.within) {
      edge = pad.grip.x;
      way = turns = since = 0;
      return false;
    }
    const moved = pad.grip.x - edge;
    if (way !== 0 && moved * way > 0) edge = pad.grip.x;
    else if (Math.abs(moved) > WAVE.metres) {
      way = Math.sign(moved);
      edge = pad.grip.x;
      turns++;
    }
    if (turns < WAVE.turns) return false;
    turns = since = 0;
    return true;
  };
}
