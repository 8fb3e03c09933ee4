import type { Seen } from '../../world/boards/seen.ts';
import type { Sight } from '../sight.ts';

/** The board that stands in one's own room where the page can't lie over the picture. */
export type RoomBoard = {
  /** Metres along what one points with to it, −1 where one does not point at it, 0 where one touches it; as of the last frame. */
  readonly away: number;
  /** Whether a sight meets it. */
  meets(sight: Sight): boolean;
  /** Presses what a sight meets, for devices that tell where they point only while they press. */
  tap(sight: Sight): void;
  seen(): Seen[];
  dispose(): void;
};
