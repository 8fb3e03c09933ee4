import type { Engine } from '@babylonjs/core/Engines/engine';
import type { RawTexture } from '@babylonjs/core/Materials/Textures/rawTexture';
import { BONE_FLOATS, type Skeleton } from './bones.ts';
import { openEmbodiment } from './embody.ts';
import { type Motion, rowOf } from './motion.ts';
import type { ShownPosture } from './postureTrack.ts';

/** Lines of a body's bones that are written anew in each frame, for people with a headset: as many as the room tells of. */
export const HELD_ROWS = 24;

/** What the bake made: all lines, those to be written last; its texture holds the same. */
export type Lines = { data: Float32Array; texture: RawTexture; skeleton: Skeleton; first: number };

/** People of one kind of body who hold head and hands themselves, in this frame. */
export type HeldRows = {
  /** Before a frame. */
  clear(): void;
  /** Writes somebody's line, the clips with head and hands laid over them; answers its row, -1 when there is none left. */
  lay(motion: Motion, posture: ShownPosture): number;
  /** Hands the lines over to the graphics card. */
  flush(): void;
};

/** Opens them for a body; `standing` is a row in which it stands at ease. */
export function openHeldRows(
  engine: Pick<Engine, 'updateTextureData'>,
  { data, texture, skeleton, first }: Lines,
  standing: number,
): HeldRows {
  const floats = skeleton.names.length * BONE_FLOATS;
  const lineOf = (row: number): Float32Array => data.subarray(row * floats, (row + 1) * floats);
  const lines = Array.from({ length: HELD_ROWS }, (_, at) => lineOf(first + at));
  const blocks = lines.map((_, at) => data.subarray(first * floats, (first + at + 1) * floats));
  const embodiment = openEmbodiment(skeleton, lineOf(standing));
  let count = 0;
  const add = (line: Float32Array, row: number, weight: number): void => {
    const whole = Math.floor(row) * floats;
    const share = row % 1;
    const next = share > 0 ? whole + floats : whole;
    for (let at = 0; at < floats; at++) {
      const here = data[whole + at]!;
      line[at]! += (here + (data[next + at]! - here) * share) * weight;
    }
  };
  return {
    clear() {
      count = 0;
    },
    lay({ from, to, fromFrame, toFrame, share }, posture) {
      const line = lines[count];
      if (!line || !embodiment) return -1;
      line.fill(0);
      if (share < 1) add(line, rowOf(from, fromFrame), 1 - share);
      if (share > 0) add(line, rowOf(to, toFrame), share);
      embodiment.lay(line, posture, to.name === 'sit');
      return first + count++;
    },
    flush() {
      const internal = texture.getInternalTexture();
      if (count === 0 || !internal) return;
      const texels = (skeleton.names.length * BONE_FLOATS) / 4;
      engine.updateTextureData(internal, blocks[count - 1]!, 0, first, texels, count);
    },
  };
}
