import type { Stage } from '../stage/stage.ts';

/** What a browser would send to connect a transport. */
export const CLIENT_DTLS = {
  role: 'client',
  fingerprints: [{ algorithm: 'sha-256', value: Array(32).fill('AB').join(':') }],
};

let ssrc = 1000;

/** What a browser would send to produce a VP8 picture. */
export function vp8Sender(): Record<string, unknown> {
  return {
    mid: '0',
    codecs: [{ mimeType: 'video/VP8', payloadType: 96, clockRate: 90000 }],
    encodings: [{ ssrc: ssrc++ }],
    rtcp: { cname: 'test' },
  };
}

/** What a browser that plays everything the router has would send. */
export const capabilitiesOf = (stage: Stage): unknown => stage.capabilities().rtpCapabilities;
