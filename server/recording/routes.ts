import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { EventFacts } from '../../shared/model/event.ts';
import type {
  RecordingFiles,
  RecordingSummary,
  ReplayLog,
  ReplayManifest,
} from '../../shared/model/replay.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Clock } from '../clock.ts';
import { type Env, may, openRoutes, type Routes, required } from '../http/app.ts';
import type { Role } from '../http/person.ts';
import { answerFile } from '../http/ranged.ts';
import type { Passes } from './passes.ts';
import type { Recorders } from './recorders.ts';
import type { Recording, Records } from './records.ts';
import type { Replays } from './replays.ts';

/** What the routes of recordings need. `eventOf` refuses with `not-found` what it does not know. */
export type RecordingRoutesParts = {
  eventOf(slugOrId: string): Promise<EventFacts>;
  records: Records;
  recorders: Recorders;
  replays: Replays;
  passes: Passes;
  clock: Clock;
  defaultDays: number;
};

const TAG = 'recordings';
const event = z.string().min(1).max(80);
const params = z.object({ event });
const anyObject = z.record(z.string(), z.unknown());
const json = (description: string) => ({
  200: { description, content: { 'application/json': { schema: anyObject } } },
});
const ms = z
  .number()
  .int()
  .min(0)
  .max(7 * 24 * 3600 * 1000);

/** Replays for everybody, recordings for staff. */
export function recordingRoutes(parts: RecordingRoutesParts): Routes {
  const { eventOf, records, recorders, replays, passes, clock } = parts;
  const routes = openRoutes();

  /** The event, when who asks may watch it again: everybody once it is published, staff before. */
  const watchable = async (c: Context<Env>, name: string): Promise<EventFacts> => {
    const facts = await eventOf(name);
    const staff = may(c, 'host', facts.showroom);
    if (facts.status === 'replay' || (facts.status === 'ended' && staff)) return facts;
    throw new Refusal('not-found', 'there is no replay of this event');
  };

  /** A recording, when who asks has a role in the brand of its showroom; strangers learn not even whether there is one. */
  const owned = async (c: Context<Env>, role: Role, event: string): Promise<Recording> => {
    const recording = await replays.recordingOf(event).catch((error: unknown) => {
      required(c, role);
      throw error;
    });
    required(c, role, recording.showroom);
    return recording;
  };

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/replay/{event}',
      tags: [TAG],
      summary: 'What a player of the replay needs: parts, times, trim',
      request: { params },
      responses: json('The manifest'),
    }),
    async (c) => {
      const manifest: ReplayManifest = await replays.manifest(await watchable(c, c.req.valid('param').event));
      return c.json({ ...manifest }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/replay/{event}/log',
      tags: [TAG],
      summary: 'What happened in the event, on its clock, by pages',
      request: { params, query: z.object({ after: z.coerce.number().int().min(0).default(0) }) },
      responses: json('A page of the log'),
    }),
    async (c) => {
      const { id } = await watchable(c, c.req.valid('param').event);
      const page: ReplayLog = await replays.log(id, c.req.valid('query').after);
      return c.json({ ...page }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/recordings/{event}/files/{id}',
      tags: [TAG],
      summary: 'A recorded file, or a range of it; its address is in the manifest',
      request: {
        params: params.extend({ id: z.coerce.number().int().min(1) }),
        query: z.object({ pass: z.string().max(200), save: z.string().max(1).optional() }),
      },
      responses: { 200: { description: 'The file' }, 206: { description: 'The range' } },
    }),
    async (c) => {
      const { event: name, id } = c.req.valid('param');
      const { pass, save } = c.req.valid('query');
      allow(passes, c, pass);
      const segment = (await records.segments(name)).find((one) => one.id === id);
      if (!segment) throw new Refusal('gone', 'the recording was deleted');
      const ending = segment.file.split('.').at(-1);
      const saved = `${segment.feed.replace(/[^\w-]/g, '_')}-${segment.number}.${ending}`;
      return (await answerFile(c.req.raw, records.fileOf(segment), save ? saved : undefined)) as never;
    },
  );
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/recordings/{event}/exports/{name}',
      tags: [TAG],
      summary: 'An exported file; its address is in the answer to the export',
      request: {
        params: params.extend({ name: z.string().regex(/^programme-\d{1,4}\.(webm|mp4)$/) }),
        query: z.object({ pass: z.string().max(200) }),
      },
      responses: { 200: { description: 'The file' }, 206: { description: 'The range' } },
    }),
    async (c) => {
      const { event: id, name } = c.req.valid('param');
      allow(passes, c, c.req.valid('query').pass);
      return (await answerFile(c.req.raw, replays.exportFile(id, name), name)) as never;
    },
  );
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/recordings',
      tags: [TAG],
      summary: 'Recordings, newest first, and how those go that are being made. Hosts only',
      responses: json('The recordings'),
    }),
    async (c) => {
      required(c, 'host');
      const list = await Promise.all((await records.list()).map(summary));
      return c.json({ recordings: list, bytes: await records.bytes(), now: clock.now() }, 200);
    },
  );
  const summary = async ({ event: id, ...recording }: Recording): Promise<RecordingSummary> => {
    const segments = await records.segments(id);
    const facts = JSON.parse(recording.facts) as EventFacts;
    const shown = segments.filter(({ feed, state }) => feed === 'programme' && state !== 'failed');
    return {
      event: id,
      showroom: recording.showroom,
      title: facts.title,
      status: facts.status,
      startedAt: recording.started_at,
      endedAt: recording.ended_at,
      ms: shown.reduce((sum, { duration_ms }) => sum + duration_ms, 0),
      bytes: segments.reduce((sum, { bytes }) => sum + bytes, 0),
      parts: shown.length,
      trimFrom: recording.trim_from,
      trimTo: recording.trim_to,
      days: (await records.days(recording.showroom)) ?? parts.defaultDays,
      now: recorders.status(id) ?? null,
    };
  };
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/recordings/{event}',
      tags: [TAG],
      summary: 'A recording with the files of every source. Hosts only',
      request: { params },
      responses: json('The recording'),
    }),
    async (c) => {
      const recording = await owned(c, 'host', c.req.valid('param').event);
      const segments = await records.segments(recording.event);
      const files = segments.map(({ id, feed, kind, name, number, codec, state, ...rest }) => ({
        ...{ feed, kind, name, number, codec, state },
        from: rest.started_at - recording.started_at,
        ms: rest.duration_ms,
        bytes: rest.bytes,
        url: replays.fileUrl(recording.event, id),
      }));
      const found: RecordingFiles = { ...(await summary(recording)), files };
      return c.json({ ...found }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'put',
      path: '/api/recordings/{event}/trim',
      tags: [TAG],
      summary:
        'What of the event is shown, in milliseconds on its clock; null: from its begin, to its end. Owners only',
      request: {
        params,
        body: {
          content: { 'application/json': { schema: z.object({ from: ms.nullable(), to: ms.nullable() }) } },
          required: true,
        },
      },
      responses: json('The trim'),
    }),
    async (c) => {
      const { event: id } = await owned(c, 'owner', c.req.valid('param').event);
      const { from, to } = c.req.valid('json');
      if (from !== null && to !== null && from >= to)
        throw new Refusal('bad-input', 'to: must be after from');
      await records.setTrim(id, from, to);
      return c.json({ from, to }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/recordings/{event}/export',
      tags: [TAG],
      summary:
        'Writes the trimmed programme into files, without coding it anew, and answers when they are there. Owners only',
      request: { params },
      responses: json('The files'),
    }),
    async (c) => {
      const { event: id, ended_at } = await owned(c, 'owner', c.req.valid('param').event);
      if (ended_at === null) throw new Refusal('conflict', 'the event is being recorded');
      return c.json({ files: await replays.export(id) }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'delete',
      path: '/api/recordings/{event}',
      tags: [TAG],
      summary: 'Deletes a recording with all its files. Owners only',
      request: { params },
      responses: json('Deleted'),
    }),
    async (c) => {
      const { event: id, ended_at } = await owned(c, 'owner', c.req.valid('param').event);
      if (ended_at === null) throw new Refusal('conflict', 'the event is being recorded');
      await records.remove(id, clock.now());
      return c.json({ deleted: true }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'put',
      path: '/api/recordings/kept/{showroom}',
      tags: [TAG],
      summary: "For how many days a showroom's recordings are kept. Owners only",
      request: {
        params: z.object({ showroom: z.string().min(1).max(64) }),
        body: {
          content: { 'application/json': { schema: z.object({ days: z.number().int().min(1).max(3650) }) } },
          required: true,
        },
      },
      responses: json('The days'),
    }),
    async (c) => {
      const { days } = c.req.valid('json');
      const { showroom } = c.req.valid('param');
      required(c, 'owner', showroom);
      await records.setDays(showroom, days);
      return c.json({ days }, 200);
    },
  );
  return routes;
}

function allow(passes: Passes, c: Context<Env>, pass: string): void {
  if (!passes.valid(c.req.path, pass)) throw new Refusal('not-allowed', 'this address is not good any more');
}
