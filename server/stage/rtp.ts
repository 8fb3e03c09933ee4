/** Largest payload of one packet, bytes: fits any path with its headers. */
const MAX_PAYLOAD_BYTES = 1100;
const RTP_HEADER_BYTES = 12;
const VP8_DESCRIPTOR_BYTES = 4;

/** One outgoing RTP stream (RFC 3550): numbers its packets. */
export type RtpStream = { ssrc: number; payloadType: number; sequence: number; pictureId: number };

/** A stream that starts at given numbers. */
export function openRtpStream(ssrc: number, payloadType: number): RtpStream {
  return { ssrc, payloadType, sequence: 0, pictureId: 0 };
}

function packet(stream: RtpStream, timestamp: number, marker: boolean, payloadBytes: number): Buffer {
  const bytes = Buffer.allocUnsafe(RTP_HEADER_BYTES + payloadBytes);
  bytes[0] = 0x80;
  bytes[1] = (marker ? 0x80 : 0) | stream.payloadType;
  bytes.writeUInt16BE(stream.sequence, 2);
  bytes.writeUInt32BE(timestamp >>> 0, 4);
  bytes.writeUInt32BE(stream.ssrc, 8);
  stream.sequence = (stream.sequence + 1) & 0xffff;
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
