import { RoomPlugin } from '@colyseus/core';
import type { EventFacts } from '../../shared/model/event.ts';
import type { RecordingState } from '../../shared/model/replay.ts';
import type { Bus } from '../bus.ts';
import type { HostRoom } from '../room/HostRoom.ts';

/** What a room needs to say whether it is recorded and what it offers to watch again. */
export type RecordingParts = {
  showroom: string;
  bus: Bus;
  recording: {
    state(showroom: string): RecordingState;
    /** The event of a showroom that is on, or was last. */
    current(showroom: string): Promise<EventFacts | undefined>;
  };
};

/** Tells the people of a room that they are recorded, and which event can be watched again. Writes `state.recording`. */
export class RecordingPlugin extends RoomPlugin<HostRoom> {
  override readonly pluginName = 'recording' as const;
  private readonly parts: RecordingParts;
  private readonly undo: (() => void)[] = [];

  constructor(parts: RecordingParts) {
    super();
    this.parts = parts;
  }

  protected override async onCreate(): Promise<void> {
    const { showroom, bus, recording } = this.parts;
    this.room.state.recording.state = recording.state(showroom);
    this.undo.push(
      bus.subscribe('recording.changed', (told) => {
        if (told.showroom === showroom) this.room.state.recording.state = told.state;
      }),
      bus.subscribe('event.changed', ({ event }) => event.showroom === showroom && this.offer(event)),
    );
    this.offer(await recording.current(showroom));
  }

  protected override onDispose(): void {
    for (const step of this.undo.splice(0)) step();
  }

  private offer(event: EventFacts | undefined): void {
    const over = event?.status === 'ended' || event?.status === 'replay';
    this.room.state.recording.replay = over ? `${event.status}/${event.id}` : '';
  }
}
