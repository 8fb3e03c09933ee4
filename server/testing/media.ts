import { createSocket } from 'node:dgram';
import type { types } from 'mediasoup';
import type { Feeds } from '../stage/feeds.ts';

/** What a browser would send to connect a transport. */
export const CLIENT_DTLS = {
  role: 'client',
  fingerprints: [{ algorithm: 'sha-256', value: Array(32).fill('AB').join(':') }],
};

let ssrc = 1000;

/** What a browser would send to produce a VP8 picture. */
export function vp8Sender(): Record<string, unknown> {
  return {
    mid: String(ssrc),
    codecs: [{ mimeType: 'video/VP8', payloadType: 96, clockRate: 90000 }],
    encodings: [{ ssrc: ssrc++ }],
    rtcp: { cname: 'test' },
  };
}

/** What a browser that plays everything the router has would send. */
export const capabilitiesOf = (feeds: Pick<Feeds, 'media'>): unknown => feeds.media().router.rtpCapabilities;

/** What a browser would send to produce its voice. */
export function opusSender(ssrc: number): Record<string, unknown> {
  return {
    mid: String(ssrc),
    codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48000, channels: 2 }],
    headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: AUDIO_LEVEL_ID }],
    encodings: [{ ssrc }],
    rtcp: { cname: 'test' },
  };
}

const AUDIO_LEVEL_ID = 10;
const SUITE = 'AES_CM_128_HMAC_SHA1_80' as const;
/** Bytes that 20 ms of a voice take at 24 kbit/s. */
const VOICE_BYTES = 60;

/**
 * From now on a router opens plain transports where a browser's are asked for: `iceParameters.port` says where they
 * listen, `dtlsParameters.port` who is on the other side. What is received stays encrypted, as for browsers.
 */
export function openPlainly(router: types.Router): void {
  const open = async ({ appData }: types.WebRtcTransportOptions) => {
    const enableSrtp = appData?.direction === 'receive';
    const transport = await router.createPlainTransport({
      listenInfo: { protocol: 'udp', ip: '127.0.0.1' },
      rtcpMux: true,
      ...(enableSrtp && { enableSrtp, srtpCryptoSuite: SUITE }),
    });
    const connect = transport.connect.bind(transport);
    const srtp = enableSrtp && { srtpParameters: { ...transport.srtpParameters!, cryptoSuite: SUITE } };
    return Object.assign(transport, {
      iceParameters: { port: transport.tuple.localPort },
      iceCandidates: [],
      dtlsParameters: {},
      connect: ({ dtlsParameters: { port } }: { dtlsParameters: { port: number } }) =>
        connect({ ip: '127.0.0.1', port, ...srtp }),
    });
  };
  router.createWebRtcTransport = open as never;
}

/** Somebody's voice as packets with their loudness (RFC 6464). */
export type VoiceSender = {
  /** Where it sends from. */
  port: number;
  /** Sends 20 ms; 0 is the loudest, 127 silence. */
  send(toPort: number, level: number, bytes?: number): void;
  close(): void;
};

/** Opens a voice with an SSRC. */
export async function openVoiceSender(ssrc: number): Promise<VoiceSender> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  let count = 0;
  return {
    port: socket.address().port,
    send(toPort, level, bytes = VOICE_BYTES) {
      const packet = Buffer.alloc(20 + bytes);
      packet.writeUInt16BE(0x906f, 0);
      packet.writeUInt16BE(++count & 0xffff, 2);
      packet.writeUInt32BE((count * 960) >>> 0, 4);
      packet.writeUInt32BE(ssrc, 8);
      packet.writeUInt32BE(0xbede0001, 12);
      packet.writeUInt16BE((AUDIO_LEVEL_ID << 12) | 0x80 | level, 16);
      socket.send(packet, toPort, '127.0.0.1');
    },
    close: () => socket.close(),
  };
}
