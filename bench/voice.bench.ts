import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { readScene } from '../server/scenes.ts';
import { ask } from '../server/testing/api.ts';
import { runningClock } from '../server/testing/house.ts';
import { openVoiceSender, opusSender } from '../server/testing/media.ts';
import { asVisitor, joinWith, type TestRoom } from '../server/testing/rooms.ts';
import { clampToWalkable, type Walkable } from '../shared/model/geometry.ts';
import type { VoiceOffer, VoiceTransport } from '../shared/wire/voice.ts';
import { openSink, rounded, wait } from './harness.ts';
import type { Bench, Row } from './report.ts';

const PEOPLE = 100;
/** How many have their microphone open, and how many of them talk at any moment; each talks for a turn, then another. */
const MICROPHONES = 24;
const TALKING = 8;
const TURN_MS = 8000;
/** Changes that the turns alone bring in a second: for each listener one voice goes and one comes. */
const NEEDED = (2 * PEOPLE * TALKING * 1000) / TURN_MS;
/** Poses that each one sends in a second, and metres a second that one walks. */
const POSES = 5;
const SPEED = 1.2;
const SETTLE_MS = 4000;
const MEASURE_MS = 15_000;
const LOUD = 25;
/** Milliseconds between two who come in: an address may ask so often. */
const SIGN_IN_MS = 60;

type Usage = { mediaMs: number; roomMs: number };
type ServerProcess = { child: ChildProcess; url: string; usage(): Promise<Usage>; close(): Promise<void> };

/** Starts the server with the settings of voices under measurement. */
async function startHouse(env: Record<string, string>): Promise<ServerProcess> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'voiceHouse.ts')], {
    env: { ...process.env, ROOM_CAPACITY: '200', ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines: Interface = createInterface({ input: child.stdout! });
  const line = async (): Promise<string> => String((await once(lines, 'line'))[0]);
  const url = await line();
  return {
    child,
    url,
    async usage() {
      const answer = line();
      child.stdin!.write('\n');
      return JSON.parse(await answer) as Usage;
    },
    async close() {
      const exited = once(child, 'exit');
      child.stdin!.end();
      await exited;
    },
  };
}

/** One who walks about, hears, and may speak. */
type Person = {
  room: TestRoom;
  consumers: Map<string, string>;
  say?: () => void;
};

type Capabilities = { rtpCapabilities: object };
type Counts = { most: number; changes: number };

async function comeIn(url: string, index: number, sinkPort: number, counts: Counts): Promise<Person> {
  const { body } = await ask({ url, clock: runningClock() }, 'POST', '/api/session', { body: {} });
  const room = await joinWith({ url }, body.token, asVisitor(`P${index}`));
  const person: Person = { room, consumers: new Map() };
  room.onMessage('voice.receive', ({ id }: VoiceTransport) => {
    void room.request('voice.connect', { transportId: id, dtlsParameters: { port: sinkPort } });
  });
  room.onMessage('voice.heard', ({ id, speaker }: VoiceOffer) => {
    person.consumers.set(id, speaker);
    counts.changes++;
    counts.most = Math.max(counts.most, person.consumers.size);
    room.request('voice.resume', { consumerId: id }).catch(() => {});
  });
  room.onMessage('voice.gone', ({ id }: { id: string }) => {
    if (person.consumers.delete(id)) counts.changes++;
  });
  return person;
}

async function openMicrophone(person: Person, ssrc: number, undo: (() => void)[]): Promise<void> {
  const { room } = person;
  const sender = await openVoiceSender(ssrc);
  undo.push(sender.close);
  const { id, iceParameters } = (await room.request('voice.transport', {})) as VoiceTransport;
  await room.request('voice.connect', { transportId: id, dtlsParameters: { port: sender.port } });
  const rtpParameters = opusSender(ssrc);
  await room.request('voice.produce', { transportId: id, kind: 'audio', rtpParameters, open: true } as never);
  const { port } = iceParameters as { port: number };
  person.say = () => sender.send(port, LOUD);
}

/** Walks from where one stands to places anywhere in the room, without end. */
function walker(area: Walkable, start: { x: number; z: number }) {
  const xs = area.outline.map(([x]) => x);
  const zs = area.outline.map(([, z]) => z);
  const anywhere = (values: number[]) =>
    Math.min(...values) + Math.random() * (Math.max(...values) - Math.min(...values));
  let { x, z } = start;
  let goal = { x, z };
  return () => {
    const away = Math.hypot(goal.x - x, goal.z - z);
    if (away < 0.5) goal = { x: anywhere(xs), z: anywhere(zs) };
    const step = Math.min(SPEED / POSES, away) / (away || 1);
    const before = { x, z };
    ({ x, z } = clampToWalkable(area, x + (goal.x - x) * step, z + (goal.z - z) * step));
    // Against a wall: somewhere else.
    if (Math.hypot(x - before.x, z - before.z) < SPEED / POSES / 4)
      goal = { x: anywhere(xs), z: anywhere(zs) };
    return { x, z, yaw: 0, gait: 1 };
  };
}

type Figures = {
  most: number;
  mediaCores: number;
  roomCores: number;
  changesPerSecond: number;
  people: number;
};

/** A hundred people walk about, eight of them talk: what each is sent, and what the server uses. */
async function measure(env: Record<string, string>): Promise<Figures> {
  const undo: (() => void)[] = [];
  const house = await startHouse(env);
  const sink = await openSink();
  const counts: Counts = { most: 0, changes: 0 };
  const people: Person[] = [];
  try {
    const { walkable, spawn } = await readScene('scenes', 'atelier');
    for (let index = 0; index < PEOPLE; index++) {
      people.push(await comeIn(house.url, index, sink.port, counts));
      await wait(SIGN_IN_MS);
    }
    for (const [index, person] of people.entries()) {
      if (index < MICROPHONES) await openMicrophone(person, 70_000 + index, undo);
      const { rtpCapabilities } = (await person.room.request('voice.capabilities', {})) as Capabilities;
      await person.room.request('voice.listen', { rtpCapabilities });
      const step = walker(walkable, { x: spawn[0]!.position[0], z: spawn[0]!.position[1] });
      const timer = setInterval(() => person.room.send('avatars.move', step()), 1000 / POSES);
      undo.push(() => clearInterval(timer));
    }
    const began = performance.now();
    const speech = setInterval(() => {
      const first = Math.floor(((performance.now() - began) * TALKING) / TURN_MS);
      for (let one = 0; one < TALKING; one++) people[(first + one) % MICROPHONES]!.say!();
    }, 20);
    undo.push(() => clearInterval(speech));
    await wait(SETTLE_MS);
    const [before, changes, since] = [await house.usage(), counts.changes, performance.now()];
    await wait(MEASURE_MS);
    const [after, seconds] = [await house.usage(), (performance.now() - since) / 1000];
    return {
      most: counts.most,
      mediaCores: (after.mediaMs - before.mediaMs) / 1000 / seconds,
      roomCores: (after.roomMs - before.roomMs) / 1000 / seconds,
      changesPerSecond: (counts.changes - changes) / seconds,
      people: people[0]!.room.state.visitors.size,
    };
  } finally {
    for (const step of undo.splice(0)) step();
    sink.close();
    await Promise.all(people.map(({ room }) => room.leave().catch(() => undefined)));
    await house.close();
  }
}

async function run(): Promise<Row[]> {
  const ours = await measure({});
  const all = await measure({ VOICE_METRES: '200', VOICE_SPEAKERS: '100' });
  const cores = (of: Figures): number => rounded(of.mediaCores + of.roomCores, 2);
  const everybody = (value: number): string => `everybody hears everybody: ${value}`;
  return [
    { name: 'people', value: ours.people, unit: 'people', peer: everybody(all.people) },
    { name: 'talking', value: TALKING, unit: 'people', peer: `of ${MICROPHONES} open microphones, in turns` },
    { name: 'consumers_per_client_max', value: ours.most, unit: 'consumers', peer: everybody(all.most) },
    { name: 'server_cpu_cores', value: cores(ours), unit: 'cores', peer: everybody(cores(all)) },
    {
      name: 'media_worker_cpu_cores',
      value: rounded(ours.mediaCores, 2),
      unit: 'cores',
      peer: everybody(rounded(all.mediaCores, 2)),
    },
    {
      name: 'set_changes_per_s',
      value: rounded(ours.changesPerSecond, 1),
      unit: '1/s',
      peer: `${NEEDED} needed by the turns; everybody hears everybody: ${rounded(all.changesPerSecond, 1)}`,
    },
  ];
}

/** Voices in a crowded room: the nearest speakers, against a room where everybody hears everybody. */
export const bench: Bench = {
  title: 'A hundred people in a room, eight talking: the nearest voices against all of them',
  run,
};
