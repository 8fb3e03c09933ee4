import type { EventStatus } from '../../shared/model/event.ts';
import type { Bus } from '../bus.ts';
import type { Stages } from './stages.ts';

/** Lets stages follow their events: what is rehearsed only staff see, going live airs it, and the end of an event ends its programme. */
export function followEvents(bus: Bus, stages: Stages): () => void {
  const known = new Map<string, EventStatus>();
  return bus.subscribe('event.changed', ({ event: { id, showroom, status } }) => {
    const before = known.get(id);
    known.set(id, status);
    if (before === status) return;
    const stage = stages.now(showroom);
    if (status === 'rehearsal') stage?.rehearse('unseen');
    else if (status === 'live') stage?.rehearse('air');
    else if (before === 'rehearsal') stage?.rehearse('end');
    else if (before === 'live' && status === 'ended') stage?.finish();
  });
}
