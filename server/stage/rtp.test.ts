import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openRtpStream, packetiseOpus, packetiseVp8 } from './rtp.ts';

const fieldsOf = (packet: Buffer) => ({
  version: packet[0]! >> 6,
  padding: (packet[0]! >> 5) & 1,
  csrc: packet[0]! & 0xf,
  marker: packet[1]! >> 7,
  payloadType: packet[1]! & 0x7f,
  sequence: packet.readUInt16BE(2),
  timestamp: packet.readUInt32BE(4),
  ssrc: packet.readUInt32BE(8),
});
const vp8Of = (packet: Buffer) => ({
  extended: packet[12]! >> 7,
  start: (packet[12]! >> 4) & 1,
  hasPictureId: packet[13]! >> 7,
  long: packet[14]! >> 7,
  pictureId: packet.readUInt16BE(14) & 0x7fff,
});

test('[ST5] an Opus packet has its header, then the frame', () => {
  const packet = packetiseOpus(openRtpStream(0x12345678, 100), Buffer.from('sound'), 960);
  expect(fieldsOf(packet)).toEqual({
    version: 2,
    padding: 0,
    csrc: 0,
    marker: 0,
    payloadType: 100,
    sequence: 0,
    timestamp: 960,
    ssrc: 0x12345678,
  });
  expect(packet.subarray(12).toString()).toBe('sound');
});

test('[ST5] sequence numbers, picture ids and times wrap and go on', () => {
  const stream = { ...openRtpStream(1, 101), sequence: 0xffff, pictureId: 0x7fff };
  const [last] = packetiseVp8(stream, Buffer.from('x'), 2 ** 32 + 5);
  const [first] = packetiseVp8(stream, Buffer.from('x'), 0);
  expect([fieldsOf(last!).sequence, fieldsOf(first!).sequence]).toEqual([0xffff, 0]);
  expect([vp8Of(last!).pictureId, vp8Of(first!).pictureId]).toEqual([0x7fff, 0]);
  expect(fieldsOf(last!).timestamp).toBe(5);
});

test('[ST6] a VP8 frame of any size is cut into packets that fit, and put together is the frame', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 6000 }), (bytes) => {
      const packets = packetiseVp8(openRtpStream(7, 101), Buffer.from(bytes), 3600);
      expect(Buffer.concat(packets.map((packet) => packet.subarray(16)))).toEqual(Buffer.from(bytes));
      for (const [index, packet] of packets.entries()) {
        expect(packet.length).toBeLessThanOrEqual(1200);
        expect(fieldsOf(packet)).toMatchObject({
          sequence: index,
          timestamp: 3600,
          marker: index === packets.length - 1 ? 1 : 0,
        });
        const start = index === 0 ? 1 : 0;
        expect(vp8Of(packet)).toEqual({ extended: 1, start, hasPictureId: 1, long: 1, pictureId: 0 });
      }
    }),
    { examples: [[new Uint8Array(1100)], [new Uint8Array(1101)], [new Uint8Array(2200)]] },
  );
});
