import { mkdir, rm } from 'node:fs/promises';
import { join as joinPath } from 'node:path';
import type { EventFacts } from '../../shared/model/event.ts';
import type { ExportedFile, ReplayManifest, ReplayPart } from '../../shared/model/replay.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { join, type Piece, playableEnding, sameTracks } from './media.ts';
import type { Passes } from './passes.ts';
import type { Recording, Records, Segment } from './records.ts';

/** Milliseconds of a day. */
const DAY_MS = 24 * 3600 * 1000;

/** What recordings are made into once their event is over. */
export type Replays = ReturnType<typeof openReplays>;

const PLAYABLE: readonly Segment['state'][] = ['closed', 'repaired'];
const isPlayable = ({ state, duration_ms }: Segment): boolean => PLAYABLE.includes(state) && duration_ms > 0;

/** Opens replays over records. */
export function openReplays(parts: {
  records: Records;
  passes: Passes;
  clock: Clock;
  log: Log;
  defaultDays: number;
}) {
  const { records, passes, clock, log } = parts;
  const exporting = new Set<string>();
  const programme = async (event: string): Promise<Segment[]> =>
    (await records.segments(event)).filter((segment) => segment.feed === 'programme' && isPlayable(segment));
  const recordingOf = async (event: string): Promise<Recording> => {
    const recording = await records.get(event);
    if (!recording) throw new Refusal('not-found', 'this event was not recorded');
    if (recording.deleted_at !== null) throw new Refusal('gone', 'the recording was deleted');
    return recording;
  };
  const fileUrl = (event: string, id: number): string =>
    passes.sign(`/api/recordings/${encodeURIComponent(event)}/files/${id}`);

  return {
    recordingOf,
    fileUrl,
    async manifest(facts: EventFacts): Promise<ReplayManifest> {
      const recording = await recordingOf(facts.id);
      const segments = await programme(facts.id);
      const zero = recording.started_at;
      const list: ReplayPart[] = segments
        .filter(({ ready }) => ready === 1)
        .map((segment) => ({
          url: fileUrl(facts.id, segment.id),
          from: segment.started_at - zero,
          ms: segment.duration_ms,
          codec: segment.codec,
        }));
      const first = list[0]?.from ?? 0;
      const last = list.reduce((end, part) => Math.max(end, part.from + part.ms), first);
      return {
        event: facts.id,
        showroom: facts.showroom,
        title: facts.title,
        status: facts.status,
        startedAt: zero,
        from: Math.max(first, recording.trim_from ?? first),
        to: Math.min(last, recording.trim_to ?? last),
        ready: recording.ended_at !== null && segments.every(({ ready }) => ready === 1),
        parts: list,
      };
    },
    /** A page of the log after an entry, and where the next begins. */
    async log(event: string, after: number) {
      const { started_at } = await recordingOf(event);
      const entries = await records.log(event, after, started_at);
      return { entries, next: entries.at(-1)?.id ?? null };
    },
    /** The trimmed programme as files, packet by packet: one, or one for each stretch of another codec. */
    async export(event: string): Promise<ExportedFile[]> {
      if (exporting.has(event)) throw new Refusal('conflict', 'an export is being written already');
      exporting.add(event);
      try {
        return await writeExport(event);
      } finally {
        exporting.delete(event);
      }
    },
    exportFile: (event: string, name: string): string => joinPath(records.folderOf(event, 'export'), name),
    /** Deletes recordings that are older than their showroom keeps them. */
    async sweep(): Promise<number> {
      let swept = 0;
      for (const { event, showroom, ended_at } of await records.list()) {
        const days = (await records.days(showroom)) ?? parts.defaultDays;
        if (ended_at === null || ended_at + days * DAY_MS > clock.now()) continue;
        await records.remove(event, clock.now());
        log.info({ event, days }, 'recording deleted: kept long enough');
        swept++;
      }
      return swept;
    },
  };

  async function writeExport(event: string): Promise<ExportedFile[]> {
    const { started_at: zero, trim_from, trim_to } = await recordingOf(event);
    const runs: { ending: 'webm' | 'mp4'; pieces: Piece[]; seconds: number }[] = [];
    for (const segment of await programme(event)) {
      const start = segment.started_at - zero;
      const from = Math.max(0, ((trim_from ?? start) - start) / 1000);
      const to = Math.min(segment.duration_ms, (trim_to ?? Number.POSITIVE_INFINITY) - start) / 1000;
      if (to - from < 0.05) continue;
      const file = records.fileOf(segment);
      const ending = playableEnding(segment.codec);
      const run = runs.at(-1);
      const goesOn = run && run.ending === ending && (await sameTracks(run.pieces[0]!.file, file));
      if (goesOn) {
        run.pieces.push({ file, from, to });
        run.seconds += to - from;
      } else runs.push({ ending, pieces: [{ file, from, to }], seconds: to - from });
    }
    if (runs.length === 0) throw new Refusal('not-found', 'there is nothing to export');
    const folder = records.folderOf(event, 'export');
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    const made: ExportedFile[] = [];
    for (const [index, { ending, pieces, seconds }] of runs.entries()) {
      const name = `programme-${index + 1}.${ending}`;
      await join(pieces, joinPath(folder, name), ending);
      const path = `/api/recordings/${encodeURIComponent(event)}/exports/${name}`;
      made.push({ name, ending, url: passes.sign(path), ms: Math.round(seconds * 1000) });
    }
    return made;
  }
}
