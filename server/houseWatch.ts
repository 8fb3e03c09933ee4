import { PROGRAMME } from '../shared/model/sources.ts';
import type { SourceInfo } from '../shared/wire/stage.ts';
import type { Measure } from './http/health.ts';
import type { RecorderParts } from './recording/recorder.ts';
import type { RoomRegister } from './room/register.ts';
import type { TickTimes } from './room/tickTimes.ts';
import type { MediaPool } from './stage/pool.ts';
import type { Stages } from './stage/stages.ts';

/** How recordings watch a stage: what is on air, and every input beside it. */
export function watchStage(stages: Pick<Stages, 'enter'>): RecorderParts['enter'] {
  return async (showroom) => {
    const { stage, leave } = await stages.enter(showroom);
    return {
      router: stage.router,
      leave,
      follow(listener) {
        let sources: readonly SourceInfo[] = [];
        const tell = (): void => {
          const { source, title, video, audio } = stage.onAir();
          listener([{ id: PROGRAMME, kind: source, name: title, video, audio }, ...sources]);
        };
        const stops = [
          stage.followSources((now) => {
            sources = now;
            tell();
          }),
          stage.follow(tell),
        ];
        return () => {
          for (const stop of stops) stop();
        };
      },
    };
  };
}

/** What `/metrics` tells of the house. */
export const measuresOf = (
  report: RoomRegister['report'],
  ticks: Pick<TickTimes, 'percentile'>,
  pool: Pick<MediaPool, 'workers'>,
): Measure[] => [
  { name: 'vitrine_rooms', help: 'Open rooms', read: () => report().length },
  {
    name: 'vitrine_people',
    help: 'People in rooms',
    read: () => report().reduce((n, r) => n + r.people.length, 0),
  },
  {
    name: 'vitrine_room_tick_p99_ms',
    help: 'From when a tick of presence was due until it was done: 99 of 100 of the latest',
    read: () => ticks.percentile(0.99),
  },
  { name: 'vitrine_media_workers', help: 'Living media workers', read: () => pool.workers().length },
];
