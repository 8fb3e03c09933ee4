/** One received RTP packet (RFC 3550): number and time go on past their wrap. */
export type RtpPacket = { sequence: number; timestamp: number; marker: boolean; payload: Buffer };

/** Carries a number of `bits` bits on past its wrap: each answer is the nearest to the one before. */
export function openUnwrap(bits: 16 | 32): (value: number) => number {
  const range = 2 ** bits;
  let last: number | undefined;
  return (value) => {
    if (last === undefined) {
      last = value;
      return value;
    }
    const step = (((value - last) % range) + range) % range;
    last += step > range / 2 ? step - range : step;
    return last;
  };
}

/** Reads packets of one stream; undefined for what is no RTP packet or carries nothing. */
export function openRtpReader(): (bytes: Buffer) => RtpPacket | undefined {
  const sequenceOf = openUnwrap(16);
  const timestampOf = openUnwrap(32);
  return (bytes) => {
    if (bytes.length < 12 || bytes[0]! >> 6 !== 2) return undefined;
    let at = 12 + (bytes[0]! & 0x0f) * 4;
    if (bytes[0]! & 0x10) {
      if (bytes.length < at + 4) return undefined;
      at += 4 + bytes.readUInt16BE(at + 2) * 4;
    }
    const padding = bytes[0]! & 0x20 ? bytes[bytes.length - 1]! : 0;
    if (bytes.length - padding <= at) return undefined;
    return {
      sequence: sequenceOf(bytes.readUInt16BE(2)),
      timestamp: timestampOf(bytes.readUInt32BE(4)),
      marker: (bytes[1]! & 0x80) !== 0,
      payload: bytes.subarray(at, bytes.length - padding),
    };
  };
}

/** What a sender report (RFC 3550, 6.4.1) says: at this wall time, milliseconds since 1970, the stream was at this RTP time. */
export type SenderClock = { ssrc: number; wallMs: number; timestamp: number };

/** The sender reports within a compound RTCP packet. */
export function senderClocks(bytes: Buffer): SenderClock[] {
  const found: SenderClock[] = [];
  for (let at = 0; at + 4 <= bytes.length; at += (bytes.readUInt16BE(at + 2) + 1) * 4) {
    if (bytes[at + 1] !== 200 || at + 20 > bytes.length) continue;
    const seconds = bytes.readUInt32BE(at + 8) - 2_208_988_800;
    const wallMs = seconds * 1000 + (bytes.readUInt32BE(at + 12) / 2 ** 32) * 1000;
    found.push({ ssrc: bytes.readUInt32BE(at + 4), wallMs, timestamp: bytes.readUInt32BE(at + 16) });
  }
  return found;
}

/** Milliseconds for which a missing packet is waited for: a repeat over a slow line comes within. */
const PATIENCE_MS = 400;
/** Packets kept at most while one is missing. */
const KEPT = 512;

/** What a reorder buffer gives: packets in order, each once, and where some are lost for good. */
export type InOrder = { packet(packet: RtpPacket): void; lost(): void };

/** Puts packets in order. `now` is any clock in milliseconds that does not go back. */
export function openReorder(out: InOrder) {
  const waiting = new Map<number, RtpPacket>();
  let next: number | undefined;
  let missingSince: number | undefined;
  const drain = (): void => {
    for (let packet = waiting.get(next!); packet; packet = waiting.get(next!)) {
      waiting.delete(next!);
      next!++;
      out.packet(packet);
    }
  };
  const skip = (): void => {
    next = Math.min(...waiting.keys());
    out.lost();
    drain();
  };
  return {
    add(packet: RtpPacket, now: number): void {
      next ??= packet.sequence;
      if (packet.sequence < next || waiting.has(packet.sequence)) return;
      waiting.set(packet.sequence, packet);
      drain();
      if (waiting.size === 0) missingSince = undefined;
      else if (missingSince === undefined) missingSince = now;
      else if (now - missingSince > PATIENCE_MS || waiting.size > KEPT) {
        skip();
        missingSince = waiting.size > 0 ? now : undefined;
      }
    },
  };
}
