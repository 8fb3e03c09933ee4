import { RoomPlugin } from '@colyseus/core';
import type { Theme } from '../../shared/model/showroom.ts';
import type { Bus } from '../bus.ts';
import type { HostRoom } from '../room/HostRoom.ts';
import type { Showrooms } from './records.ts';

/** What the plugin needs: which showroom the room is of, and who shows the screen's content. */
export type ShowroomsParts = {
  showroom: string;
  showrooms: Showrooms;
  bus: Bus;
  /** Says what the screens show while nobody is live. */
  screen(content: Theme['screen']): void;
};

/** How the brand furnished the showroom. Writes `state.furnishing`; follows the bus, so all rooms of a showroom agree. */
export class ShowroomsPlugin extends RoomPlugin<HostRoom> {
  override readonly pluginName = 'showrooms' as const;
  private readonly parts: ShowroomsParts;
  private undo = () => {};

  constructor(parts: ShowroomsParts) {
    super();
    this.parts = parts;
  }

  protected override async onCreate(): Promise<void> {
    const { showroom, showrooms, bus } = this.parts;
    this.undo = bus.subscribe(
      'showroom.changed',
      (event) => event.showroom === showroom && this.show(event.theme),
    );
    this.show((await showrooms.get(showroom)).theme);
  }

  protected override onDispose(): void {
    this.undo();
  }

  private show({ colour, fabric, logo, screen }: Theme): void {
    Object.assign(this.room.state.furnishing, { colour, fabric, logo, screen });
    this.parts.screen(screen);
  }
}
