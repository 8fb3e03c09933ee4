import type { InOrder, RtpPacket } from './rtp.ts';
import { readSps } from './sps.ts';

/** A whole coded picture as it goes into a file; `timestamp` is its RTP time in 90 kHz. */
export type Frame = { data: Buffer; timestamp: number; key: boolean };

/** What decoding needs to know before the first frame. */
export type VideoConfig = { codec: 'vp8' | 'avc'; width: number; height: number; description?: Buffer };

/** What comes out of packets: frames that can be decoded one after the other, and a wish for a key frame where some are missing. */
export type FrameSink = { frame(frame: Frame, config: VideoConfig): void; wantKey(): void };

/** Assembles VP8 frames (RFC 7741) from packets in order; from a loss on, nothing until the next key frame. */
export function openVp8(out: FrameSink): InOrder {
  let parts: Buffer[] = [];
  let timestamp: number | undefined;
  let whole = false;
  let config: VideoConfig | undefined;
  let decodable = false;
  const finish = (): void => {
    const data = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
    const complete = whole && data.length > 0;
    const at = timestamp!;
    parts = [];
    timestamp = undefined;
    whole = false;
    const size = complete ? keySize(data) : undefined;
    if (size) config = { codec: 'vp8', ...size };
    decodable = complete && (size !== undefined || decodable);
    if (decodable && config) out.frame({ data, timestamp: at, key: size !== undefined }, config);
    else out.wantKey();
  };
  return {
    packet({ payload, timestamp: at, marker }) {
      const head = vp8Head(payload);
      if (timestamp !== undefined && at !== timestamp) {
        // The end of the frame before never came.
        whole = false;
        finish();
      }
      if (!head) return;
      if (timestamp === undefined) {
        timestamp = at;
        whole = head.starts;
      }
      parts.push(payload.subarray(head.bytes));
      if (marker) finish();
    },
    lost() {
      decodable = false;
      if (timestamp === undefined) out.wantKey();
      whole = false;
      if (timestamp !== undefined) finish();
    },
  };
}

function vp8Head(payload: Buffer): { bytes: number; starts: boolean } | undefined {
  const first = payload[0]!;
  let bytes = 1;
  if (first & 0x80) {
    const has = payload[bytes++] ?? 0;
    if (has & 0x80) bytes += (payload[bytes] ?? 0) & 0x80 ? 2 : 1;
    if (has & 0x40) bytes++;
    if (has & 0x30) bytes++;
  }
  return bytes < payload.length ? { bytes, starts: (first & 0x17) === 0x10 } : undefined;
}

/** Width and height that a VP8 key frame tells (RFC 6386, 9.1); undefined for any other frame. */
function keySize(data: Buffer): { width: number; height: number } | undefined {
  if (data.length < 10 || data[0]! & 1 || data.readUIntBE(3, 3) !== 0x9d012a) return undefined;
  return { width: data.readUInt16LE(6) & 0x3fff, height: data.readUInt16LE(8) & 0x3fff };
}

const NAL = { idr: 5, sps: 7, pps: 8, stapA: 24, fuA: 28 } as const;
const typeOf = (nal: Buffer): number => nal[0]! & 0x1f;

/** Assembles H.264 frames (RFC 6184: single NAL units, STAP-A, FU-A) as a file wants them: each unit with its length before it; the parameter sets go into the description. */
export function openH264(out: FrameSink): InOrder {
  let units: Buffer[] = [];
  let fragment: Buffer[] | undefined;
  let timestamp: number | undefined;
  let whole = true;
  let decodable = false;
  let sps: Buffer | undefined;
  let pps: Buffer | undefined;
  let config: VideoConfig | undefined;
  const unit = (nal: Buffer): void => {
    const type = typeOf(nal);
    if (type === NAL.sps && !sps?.equals(nal)) [sps, config] = [Buffer.from(nal), undefined];
    if (type === NAL.pps && !pps?.equals(nal)) [pps, config] = [Buffer.from(nal), undefined];
    if (type >= 1 && type <= NAL.idr) units.push(nal);
  };
  const fragmentOf = (payload: Buffer): void => {
    if (payload.length < 3) return;
    const head = payload[1]!;
    if (head & 0x80) fragment = [Buffer.of((payload[0]! & 0xe0) | (head & 0x1f))];
    else if (!fragment) whole = false;
    fragment?.push(payload.subarray(2));
    if (!(head & 0x40) || !fragment) return;
    unit(Buffer.concat(fragment));
    fragment = undefined;
  };
  const finish = (): void => {
    const nals = units;
    const at = timestamp!;
    const complete = whole && !fragment && nals.length > 0;
    const empty = whole && nals.length === 0;
    units = [];
    fragment = undefined;
    timestamp = undefined;
    whole = true;
    if (empty) return;
    const key = complete && nals.some((nal) => typeOf(nal) === NAL.idr);
    if (sps && pps) config ??= avcConfig(sps, pps);
    decodable = complete && config !== undefined && (key || decodable);
    if (decodable) out.frame({ data: withLengths(nals), timestamp: at, key }, config!);
    else out.wantKey();
  };
  return {
    packet({ payload, timestamp: at, marker }) {
      if (timestamp !== undefined && at !== timestamp) finish();
      timestamp = at;
      const type = typeOf(payload);
      if (type === NAL.stapA) stapUnits(payload).forEach(unit);
      else if (type === NAL.fuA) fragmentOf(payload);
      else unit(payload);
      if (marker) finish();
    },
    lost() {
      decodable = false;
      whole = timestamp === undefined;
      fragment = undefined;
      out.wantKey();
    },
  };
}

function stapUnits(payload: Buffer): Buffer[] {
  const units: Buffer[] = [];
  for (let at = 1; at + 2 < payload.length; ) {
    const bytes = payload.readUInt16BE(at);
    if (bytes > 0) units.push(payload.subarray(at + 2, at + 2 + bytes));
    at += 2 + bytes;
  }
  return units;
}

function withLengths(nals: Buffer[]): Buffer {
  return Buffer.concat(
    nals.flatMap((nal) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(nal.length);
      return [length, nal];
    }),
  );
}

/** The AVC decoder configuration record (ISO/IEC 14496-15, 5.3.3.1) of one pair of parameter sets; undefined when they can't be read. */
function avcConfig(sps: Buffer, pps: Buffer): VideoConfig | undefined {
  const size = readSps(sps);
  if (!size) return undefined;
  const lengths = Buffer.alloc(4);
  lengths.writeUInt16BE(sps.length, 0);
  lengths.writeUInt16BE(pps.length, 2);
  const description = Buffer.concat([
    Buffer.of(1, sps[1]!, sps[2]!, sps[3]!, 0xff, 0xe1),
    lengths.subarray(0, 2),
    sps,
    Buffer.of(1),
    lengths.subarray(2),
    pps,
  ]);
  return { codec: 'avc', ...size, description };
}

/** Samples of 48 kHz in an Opus packet by its first bytes (RFC 6716, 3.1). */
export function opusSamples(packet: Uint8Array): number {
  const toc = packet[0] ?? 0;
  const config = toc >> 3;
  const samples =
    config < 12
      ? [480, 960, 1920, 2880][config & 3]!
      : config < 16
        ? [480, 960][config & 1]!
        : [120, 240, 480, 960][config & 3]!;
  const code = toc & 3;
  return samples * (code === 0 ? 1 : code === 3 ? (packet[1] ?? 1) & 0x3f : 2);
}

/** Twenty milliseconds of silence as an Opus packet, for where a microphone sends nothing. */
export const SILENCE = Uint8Array.of(0xf8, 0xff, 0xfe);

/** The Opus packets of a stream in order (RFC 7587): one to a packet. */
export const openOpus = (out: (packet: RtpPacket) => void): InOrder => ({ packet: out, lost() {} });
