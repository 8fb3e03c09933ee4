import { RoomPlugin } from '@colyseus/core';
import type { Scene } from '../../shared/model/scene.ts';
import { readTourPlace, TOUR_REACH_METRES, tourPlace } from '../../shared/model/tourPlace.ts';
import type { Parsed } from '../../shared/wire/index.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Visitor } from '../../shared/wire/state.ts';
import type { RoomClient } from '../room/client.ts';
import type { HostRoom } from '../room/HostRoom.ts';
import { type HandlerTools, handlers } from '../room/handlers.ts';
import type { Tours } from './read.ts';

/** What the plugin needs: the scene's ways out, the tours of the house, and where somebody stands. */
export type ToursParts = {
  scene: Pick<Scene, 'portals'>;
  tours: Tours;
  where(id: string): { readonly x: number; readonly z: number } | undefined;
};

/** Who is at which point of which tour; their bodies stay in the room. Writes `visitor.tour`, which goes with the visitor. */
export class ToursPlugin extends RoomPlugin<HostRoom> {
  override readonly pluginName = 'tours' as const;
  private readonly parts: ToursParts;

  constructor(parts: ToursParts, tools: HandlerTools) {
    super();
    this.parts = parts;
    this.messages = handlers<'tours.enter' | 'tours.leave'>(
      {
        'tours.enter': (client, wish) => this.enter(client, wish),
        'tours.leave': (client) => {
          this.present(client).tour = '';
          return { ok: true } as const;
        },
      },
      tools,
    ) as never;
  }

  private enter(client: RoomClient, { tour, point }: Parsed<'tours.enter'>): { ok: true } {
    const visitor = this.present(client);
    const known = this.parts.tours.get(tour)?.points.some(({ id }) => id === point);
    if (!known) throw new Refusal('not-found', 'no such point of a tour');
    if (!this.isInUse(tour) && !this.isNearPortal(client.sessionId, tour)) throw new Refusal('too-far');
    visitor.tour = tourPlace(tour, point);
    return { ok: true };
  }

  /** Somebody of the room is in it: those who go along with them need no portal. */
  private isInUse(tour: string): boolean {
    for (const visitor of this.room.state.visitors.values())
      if (readTourPlace(visitor.tour)?.tour === tour) return true;
    return false;
  }

  private isNearPortal(id: string, tour: string): boolean {
    const at = this.parts.where(id);
    return this.parts.scene.portals.some(
      ({ kind, to, position: [x, , z] }) =>
        kind === 'panorama' && to === tour && at && Math.hypot(at.x - x, at.z - z) <= TOUR_REACH_METRES,
    );
  }

  private present({ sessionId }: RoomClient): Visitor {
    const visitor = this.room.state.visitors.get(sessionId);
    if (!visitor) throw new Refusal('not-allowed', 'one needs a body for that');
    return visitor;
  }
}
