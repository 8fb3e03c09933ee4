import { RoomPlugin } from '@colyseus/core';
import { type EventSheet, shownStatus } from '../../shared/model/event.ts';
import type { Bus } from '../bus.ts';
import type { Log } from '../log.ts';
import type { HostRoom } from '../room/HostRoom.ts';

/** What a room needs to know of its showroom's event. */
export type EventsParts = {
  showroom: string;
  events: { current(showroom: string): Promise<EventSheet | undefined> };
  bus: Bus;
  log: Log;
};

/** Milliseconds between two looks at which event it is: an event comes and goes by time alone too. */
const LOOK_MS = 30_000;
const NONE = { id: '', slug: '', title: '', status: '', startsAt: 0, item: '', itemKind: '' };

/** The event that the showroom is about. Writes `state.event`; follows the bus, so all rooms of a showroom agree. */
export class EventsPlugin extends RoomPlugin<HostRoom> {
  override readonly pluginName = 'events' as const;
  private readonly parts: EventsParts;
  private readonly undo: (() => void)[] = [];
  private looks = 0;

  constructor(parts: EventsParts) {
    super();
    this.parts = parts;
  }

  protected override async onCreate(): Promise<void> {
    const { bus, showroom } = this.parts;
    // An event may have moved here, or away from here: every room looks.
    this.undo.push(bus.subscribe('event.changed', () => this.look()));
    this.undo.push(
      bus.subscribe('rundown.changed', (changed) => changed.showroom === showroom && this.look()),
    );
    const timer = setInterval(() => this.look(), LOOK_MS);
    this.undo.push(() => clearInterval(timer));
    await this.show();
  }

  protected override onDispose(): void {
    this.looks++;
    for (const step of this.undo.splice(0)) step();
  }

  private look(): void {
    this.show().catch((error) => this.parts.log.warn({ err: error }, 'the event could not be read'));
  }

  private async show(): Promise<void> {
    const look = ++this.looks;
    const event = await this.parts.events.current(this.parts.showroom);
    // A later look knows better, and a closed room shows nothing.
    if (look === this.looks) Object.assign(this.room.state.event, event ? shown(event) : NONE);
  }
}

/** What visitors may know: of a rehearsal nothing, of the rundown what is on. */
function shown({ id, slug, title, status, startsAt, items }: EventSheet) {
  const running = items.find((item) => item.startedAt !== null && item.endedAt === null);
  const item = status === 'live' ? running : undefined;
  return {
    id,
    slug,
    title: JSON.stringify(title),
    status: shownStatus(status),
    startsAt,
    item: item?.title ?? '',
    itemKind: item?.kind ?? '',
  };
}
