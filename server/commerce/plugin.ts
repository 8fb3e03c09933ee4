import { RoomPlugin } from '@colyseus/core';
import type { FlashOffer } from '../../shared/model/promotion.ts';
import { Flash } from '../../shared/wire/state.ts';
import type { Bus } from '../bus.ts';
import type { HostRoom } from '../room/HostRoom.ts';
import type { Flashes } from './flashes.ts';

/** What the shop of a room needs from the house. */
export type CommerceParts = { showroom: string; flashes: Pick<Flashes, 'on'>; bus: Bus };

/** The flash offers of the showroom. Writes `state.flashes`; follows the bus, so all rooms of a showroom agree. */
export class CommercePlugin extends RoomPlugin<HostRoom> {
  override readonly pluginName = 'commerce' as const;
  private readonly parts: CommerceParts;
  private readonly undo: (() => void)[] = [];

  constructor(parts: CommerceParts) {
    super();
    this.parts = parts;
  }

  protected override onCreate(): void {
    const { bus, flashes, showroom } = this.parts;
    this.undo.push(
      bus.subscribe('flash.changed', (changed) => {
        if (changed.showroom === showroom) this.show(changed.id, changed.offer);
      }),
    );
    for (const offer of flashes.on(showroom)) this.show(offer.id, offer);
  }

  protected override onDispose(): void {
    for (const step of this.undo.splice(0)) step();
  }

  private show(id: string, offer: FlashOffer | null): void {
    const { flashes } = this.room.state;
    if (!offer) {
      flashes.delete(id);
      return;
    }
    const { slug, title, left, total, startsAt, endsAt, perPerson } = offer;
    const known = flashes.get(id) ?? new Flash();
    Object.assign(known, { left, total, startsAt, endsAt, product: slug, perPerson: perPerson ?? 0 });
    known.title = JSON.stringify(title);
    if (!flashes.has(id)) flashes.set(id, known);
  }
}
