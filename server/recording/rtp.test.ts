import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openRtpStream, packetiseVp8, senderReport } from '../stage/rtp.ts';
import { type Frame, openH264, openVp8, opusSamples, type VideoConfig } from './depacketise.ts';
import { openReorder, openRtpReader, openUnwrap, senderClocks } from './rtp.ts';

/** A VP8 frame as far as the depacketiser looks. */
function vp8(bytes: number, key: boolean): Buffer {
  const frame = Buffer.alloc(Math.max(bytes, 10), 7);
  frame[0] = key ? 0x10 : 0x11;
  if (key) frame.writeUIntBE(0x9d012a, 3, 3);
  if (key) frame.writeUInt16LE(640, 6);
  if (key) frame.writeUInt16LE(360, 8);
  return frame;
}

function collect() {
  const frames: Frame[] = [];
  const configs = new Set<VideoConfig>();
  let wanted = 0;
  return {
    frames,
    configs,
    wanted: () => wanted,
    sink: {
      frame(frame: Frame, config: VideoConfig) {
        frames.push({ ...frame, data: Buffer.from(frame.data) });
        configs.add(config);
      },
      wantKey: () => void wanted++,
    },
  };
}

/** Frames as packets of one stream, which starts shortly before its numbers wrap. */
function packetsOf(frames: Buffer[]): Buffer[] {
  const stream = { ...openRtpStream(1, 101), sequence: 0xfff0 };
  return frames.flatMap((frame, i) => packetiseVp8(stream, frame, 0xffff_0000 + i * 3000));
}

test('[RC1] numbers go on past their wrap', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2 ** 20 }),
      fc.array(fc.integer({ min: -900, max: 900 })),
      (from, steps) => {
        const unwrap = openUnwrap(16);
        const first = unwrap(from & 0xffff);
        let at = 0;
        for (const step of steps) {
          at += step;
          expect(unwrap((((from + at) % 65536) + 65536) % 65536) - first).toBe(at);
        }
      },
    ),
  );
});

test('[RC2] VP8 frames come back whole from packets that were shuffled and doubled', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 10, max: 4000 }), { minLength: 2, maxLength: 20 }),
      fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 80, maxLength: 80 }),
      (sizes, jitter) => {
        const frames = sizes.map((bytes, i) => vp8(bytes, i === 0));
        const packets = packetsOf(frames).map((bytes, i) => ({
          bytes,
          at: i === 0 ? -1 : i + (jitter[i % 80] ?? 0),
        }));
        const sent = [...packets, ...packets.slice(0, 3)].sort((a, b) => a.at - b.at);
        const { frames: got, sink } = collect();
        const read = openRtpReader();
        const order = openReorder(openVp8(sink));
        for (const { bytes } of sent) order.add(read(bytes)!, 0);
        expect(got.map(({ data }) => data)).toEqual(frames);
        expect(got.map(({ timestamp }) => timestamp - got[0]!.timestamp)).toEqual(
          frames.map((_, i) => i * 3000),
        );
      },
    ),
    { numRuns: 60 },
  );
});

test('[RC3] after a loss nothing undecodable is written: a key frame is asked for, and pictures go on with it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), (lost) => {
      const frames = Array.from({ length: 30 }, (_, i) => vp8(2500, i % 10 === 0));
      const packets = packetsOf(frames);
      const { frames: got, sink, wanted } = collect();
      const read = openRtpReader();
      const order = openReorder(openVp8(sink));
      for (const [i, bytes] of packets.entries()) if (i !== lost) order.add(read(bytes)!, i * 50);
      const hit = Math.floor(lost / 3);
      const back = Math.ceil((hit + 1) / 10) * 10;
      const numbers = got.map(({ timestamp }) => Math.round((timestamp - 0xffff_0000) / 3000));
      expect(numbers).toEqual(frames.map((_, i) => i).filter((i) => i < hit || i >= back));
      expect(wanted()).toBeGreaterThan(0);
    }),
  );
});

test('[RC4] what is no packet, or carries nothing, harms nobody', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      const { sink } = collect();
      const packet = openRtpReader()(Buffer.from(bytes));
      if (!packet) return;
      openVp8(sink).packet(packet);
      openH264(sink).packet(packet);
      senderClocks(Buffer.from(bytes));
    }),
    { numRuns: 500 },
  );
});

test('[RC5] H.264 comes back from single units, aggregates and fragments, with its size and description', () => {
  // Baseline 3.1, 640 by 368 cropped to 360.
  const sps = Buffer.from('6742c01f8c8d405017fcb0f080000003008000001e078c1950', 'hex');
  const pps = Buffer.from('68ce3c80', 'hex');
  const idr = Buffer.concat([Buffer.of(0x65), Buffer.alloc(3000, 9)]);
  const slice = Buffer.concat([Buffer.of(0x41), Buffer.alloc(40, 8)]);
  const sized = (nal: Buffer) => Buffer.concat([Buffer.of(nal.length >> 8, nal.length & 255), nal]);
  const stap = Buffer.concat([Buffer.of(24), sized(sps), sized(pps)]);
  const fragments = [0, 1, 2].map((i) =>
    Buffer.concat([
      Buffer.of(0x7c, (i === 0 ? 0x80 : 0) | (i === 2 ? 0x40 : 0) | 5),
      idr.subarray(1 + i * 1000, 1 + (i + 1) * 1000),
    ]),
  );
  const { frames, configs, sink } = collect();
  const reader = openH264(sink);
  [stap, ...fragments].forEach((payload, i) => {
    reader.packet({ sequence: i, timestamp: 0, marker: i === 3, payload });
  });
  reader.packet({ sequence: 4, timestamp: 3000, marker: true, payload: slice });
  expect(frames.map(({ key }) => key)).toEqual([true, false]);
  expect(frames[0]!.data.readUInt32BE(0)).toBe(idr.length);
  expect(frames[0]!.data.subarray(4)).toEqual(idr);
  const [config] = configs;
  expect(config).toMatchObject({ codec: 'avc' });
  expect(config!.width).toBeGreaterThan(0);
  expect(config!.description!.subarray(0, 4)).toEqual(Buffer.of(1, 0x42, 0xc0, 0x1f));
  reader.lost();
  reader.packet({ sequence: 9, timestamp: 9000, marker: true, payload: slice });
  expect(frames).toHaveLength(2);
});

test('[RC6] Opus packets tell how long they are; sender reports tell the wall time', () => {
  expect(opusSamples(Buffer.of(0xf8))).toBe(960);
  expect(opusSamples(Buffer.of(0x78))).toBe(960);
  expect(opusSamples(Buffer.of(0x79))).toBe(1920);
  const now = Date.UTC(2030, 0, 1) + 250;
  const [clock] = senderClocks(senderReport({ ...openRtpStream(77, 1) }, 12345, now));
  expect(clock).toMatchObject({ ssrc: 77, timestamp: 12345 });
  expect(Math.abs(clock!.wallMs - now)).toBeLessThan(1);
});
