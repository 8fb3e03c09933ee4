/** Largest payload of one packet, bytes: fits any path with its headers. */
const MAX_PAYLOAD_BYTES = 1100;
const RTP_HEADER_BYTES = 12;
const VP8_DESCRIPTOR_BYTES = 4;

/** One outgoing RTP stream (RFC 3550): numbers its packets. */
export type RtpStream = {
  ssrc: number;
  payloadType: number;
  sequence: number;
  pictureId: number;
  packets: number;
  octets: number;
};

/** A stream that starts at given numbers. */
export function openRtpStream(ssrc: number, payloadType: number): RtpStream {
  return { ssrc, payloadType, sequence: 0, pictureId: 0, packets: 0, octets: 0 };
}

function packet(stream: RtpStream, timestamp: number, marker: boolean, payloadBytes: number): Buffer {
  const bytes = Buffer.allocUnsafe(RTP_HEADER_BYTES + payloadBytes);
  bytes[0] = 0x80;
  bytes[1] = (marker ? 0x80 : 0) | stream.payloadType;
  bytes.writeUInt16BE(stream.sequence, 2);
  bytes.writeUInt32BE(timestamp >>> 0, 4);
  bytes.writeUInt32BE(stream.ssrc, 8);
  stream.sequence = (stream.sequence + 1) & 0xffff;
  stream.packets = (stream.packets + 1) >>> 0;
  stream.octets = (stream.octets + payloadBytes) >>> 0;
  return bytes;
}

/** The packets of one VP8 frame (RFC 7741, with a 15-bit picture id); `timestamp` in 90 kHz. */
export function packetiseVp8(stream: RtpStream, frame: Buffer, timestamp: number): Buffer[] {
  const packets: Buffer[] = [];
  for (let at = 0; at < frame.length; at += MAX_PAYLOAD_BYTES) {
    const part = frame.subarray(at, at + MAX_PAYLOAD_BYTES);
    const last = at + part.length === frame.length;
    const bytes = packet(stream, timestamp, last, VP8_DESCRIPTOR_BYTES + part.length);
    bytes[12] = 0x80 | (at === 0 ? 0x10 : 0);
    bytes[13] = 0x80;
    bytes.writeUInt16BE(0x8000 | stream.pictureId, 14);
    part.copy(bytes, RTP_HEADER_BYTES + VP8_DESCRIPTOR_BYTES);
    packets.push(bytes);
  }
  stream.pictureId = (stream.pictureId + 1) & 0x7fff;
  return packets;
}

/** The packet of one Opus frame (RFC 7587); `timestamp` in 48 kHz. */
export function packetiseOpus(stream: RtpStream, frame: Buffer, timestamp: number): Buffer {
  const bytes = packet(stream, timestamp, false, frame.length);
  frame.copy(bytes, RTP_HEADER_BYTES);
  return bytes;
}

/** Seconds from 1900, where NTP counts from, to 1970. */
const NTP_EPOCH_SECONDS = 2_208_988_800;

/** A sender report (RFC 3550, 6.4.1) that ties a stream's `timestamp` to the wall clock. */
export function senderReport(stream: RtpStream, timestamp: number, nowMs = Date.now()): Buffer {
  const bytes = Buffer.alloc(28);
  bytes[0] = 0x80;
  bytes[1] = 200;
  bytes.writeUInt16BE(6, 2);
  bytes.writeUInt32BE(stream.ssrc, 4);
  bytes.writeUInt32BE((Math.floor(nowMs / 1000) + NTP_EPOCH_SECONDS) >>> 0, 8);
  bytes.writeUInt32BE(Math.floor(((nowMs % 1000) / 1000) * 2 ** 32) >>> 0, 12);
  bytes.writeUInt32BE(timestamp >>> 0, 16);
  bytes.writeUInt32BE(stream.packets, 20);
  bytes.writeUInt32BE(stream.octets, 24);
  return bytes;
}
