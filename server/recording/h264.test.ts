import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openH264, type VideoConfig } from './depacketise.ts';
import { join as joinFiles, makeSeekable, measure, sameTracks } from './media.ts';
import { openSegmentFile } from './segmentFile.ts';
import { packetsIn } from './testing/stage.ts';

/** The units of a raw H.264 file, without their start codes. */
function unitsIn(file: Buffer): Buffer[] {
  const starts: { at: number; after: number }[] = [];
  for (let at = file.indexOf('000001', 0, 'hex'); at >= 0; at = file.indexOf('000001', at + 3, 'hex'))
    starts.push({ at: file[at - 1] === 0 ? at - 1 : at, after: at + 3 });
  return starts.map(({ after }, i) => file.subarray(after, starts[i + 1]?.at ?? file.length));
}

/** A unit as payloads of packets: whole, or in fragments (RFC 6184, 5.8). */
function payloadsOf(nal: Buffer): Buffer[] {
  if (nal.length <= 1100) return [nal];
  const parts: Buffer[] = [];
  for (let at = 1; at < nal.length; at += 1000) {
    const [first, last] = [at === 1, at + 1000 >= nal.length];
    const head = Buffer.of((nal[0]! & 0xe0) | 28, (first ? 0x80 : 0) | (last ? 0x40 : 0) | (nal[0]! & 0x1f));
    parts.push(Buffer.concat([head, nal.subarray(at, at + 1000)]));
  }
  return parts;
}

test('[RC7] H.264 of a real encoder becomes a file that goes on after a crash, then an MP4 that can be seeked and joined', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-h264-'));
  // Two seconds of a test picture, 320 × 180, fifteen frames a second, a key frame each second.
  const units = unitsIn(await readFile(join(import.meta.dirname, 'testing', 'tiny.h264')));
  const raw = join(folder, '1.mkv');
  const frames: { data: Buffer; at: number; key: boolean }[] = [];
  let config: VideoConfig | undefined;
  const reader = openH264({
    frame({ data, timestamp, key }, found) {
      config = found;
      frames.push({ data, at: timestamp / 90_000, key });
    },
    wantKey() {},
  });
  let picture = 0;
  let sequence = 0;
  for (const nal of units) {
    const isPicture = [1, 5].includes(nal[0]! & 0x1f);
    const payloads = payloadsOf(nal);
    payloads.forEach((payload, i) => {
      const marker = isPicture && i === payloads.length - 1;
      reader.packet({ sequence: sequence++, timestamp: picture * 6000, marker, payload });
    });
    if (isPicture) picture++;
  }
  expect(frames.map(({ key }) => key)).toEqual(Array.from({ length: 30 }, (_, i) => i % 15 === 0));
  expect(config).toMatchObject({ codec: 'avc', width: 320, height: 180 });
  const file = await openSegmentFile(raw, { video: config, audio: false });
  for (const { data, at, key } of frames) file.video(data, at, key);
  await file.close();
  expect((await packetsIn(raw)).video).toHaveLength(30);
  const made = await makeSeekable(raw, 'avc');
  expect(made).toMatch(/1\.replay\.mp4$/);
  const { video } = await packetsIn(made);
  expect(video.map(({ type }) => type === 'key')).toEqual(frames.map(({ key }) => key));
  expect(Buffer.from(video[0]!.data)).toEqual(frames[0]!.data);
  expect(await sameTracks(made, made)).toBe(true);
  const both = join(folder, 'both.mp4');
  const pieces = [
    { file: made, from: 0.4, to: 1.5 },
    { file: made, from: 1.2, to: 2 },
  ];
  await joinFiles(pieces, both, 'mp4');
  const { ms } = await measure(both);
  expect(Math.abs(ms - 2500)).toBeLessThan(100);
  expect((await packetsIn(both)).video[0]!.type).toBe('key');
  await rm(folder, { recursive: true, force: true });
});
