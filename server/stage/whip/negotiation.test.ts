import type { types } from 'mediasoup';
import sdp from 'sdp-transform';
import { expect, test } from 'vitest';
import { MEDIA_CODECS } from '../pool.ts';
import { playableCodecs, takeStream, underOurName } from './agree.ts';
import { type Agreed, type OurEnd, writeAnswer } from './answer.ts';
import { readOffer } from './offer.ts';
import { BROWSER_OFFER, ENCODER_OFFER, PLAYER_OFFER } from './testing/offers.ts';

/** A router that knows our codecs and three extensions, as mediasoup would describe it. */
const ROUTER: types.RtpCapabilities = {
  codecs: MEDIA_CODECS.map((codec) => ({
    ...codec,
    preferredPayloadType: 100,
    rtcpFeedback: [
      { type: 'nack', parameter: '' },
      { type: 'nack', parameter: 'pli' },
      { type: 'transport-cc', parameter: '' },
    ],
  })),
  headerExtensions: (['audio', 'video'] as const).flatMap((kind) =>
    ['urn:ietf:params:rtp-hdrext:sdes:mid', 'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id'].map(
      (uri, index) => ({
        kind,
        uri: uri as types.RtpHeaderExtensionUri,
        preferredId: index + 1,
        direction: 'sendrecv' as const,
      }),
    ),
  ),
};

const US: OurEnd = {
  id: 'us',
  iceParameters: { usernameFragment: 'name', password: 'word', iceLite: true },
  iceCandidates: [
    {
      foundation: 'udp',
      priority: 9,
      address: '192.0.2.1',
      ip: '192.0.2.1',
      protocol: 'udp',
      port: 4000,
      type: 'host',
    },
  ],
  dtlsParameters: { role: 'auto', fingerprints: [{ algorithm: 'sha-256', value: 'AA:BB' }] },
};

const answered = (text: string): ReturnType<typeof sdp.parse> => {
  const offer = readOffer(text, 'sendonly');
  const agreed = new Map(
    offer.media.flatMap((media): [string, Agreed][] => {
      const rtpParameters = takeStream(media, ROUTER);
      return rtpParameters ? [[media.mid, { rtpParameters, direction: 'recvonly' }]] : [];
    }),
  );
  return sdp.parse(writeAnswer(offer, US, agreed));
};

test('[WH1] an encoder’s offer is read: H.264 and Opus by SSRC, the fingerprint of the session', () => {
  const offer = readOffer(ENCODER_OFFER, 'sendonly');
  expect(offer).toMatchObject({ bundle: ['0', '1'], iceUfrag: 'Wk2d', dtls: { role: 'client' } });
  const [audio, video] = offer.media.map((media) => takeStream(media, ROUTER)!);
  expect(audio).toMatchObject({
    mid: '0',
    codecs: [{ mimeType: 'audio/opus', payloadType: 111, channels: 2, parameters: { stereo: 1 } }],
    encodings: [{ ssrc: 2891283 }],
    rtcp: { cname: 'qXkAkH9p2S' },
  });
  expect(video).toMatchObject({
    codecs: [{ mimeType: 'video/H264', payloadType: 96, parameters: { 'profile-level-id': '42e01f' } }],
    encodings: [{ ssrc: 2891284 }],
  });
  expect(video!.codecs[0]!.rtcpFeedback).toEqual([
    { type: 'nack', parameter: '' },
    { type: 'nack', parameter: 'pli' },
  ]);
});

test('[WH1] a browser’s offer is read: layers by name, the repair codec, the extensions that we read', () => {
  const [video] = readOffer(BROWSER_OFFER, 'sendonly').media.map((media) => takeStream(media, ROUTER)!);
  expect(video!.codecs.map(({ mimeType, payloadType }) => [mimeType, payloadType])).toEqual([
    ['video/VP8', 96],
    ['video/rtx', 97],
  ]);
  expect(video!.encodings).toEqual([{ rid: 'q' }, { rid: 'f' }]);
  expect(video!.headerExtensions).toEqual([
    { uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 9 },
    { uri: 'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id', id: 10 },
  ]);
});

test('[WH1] an offer of a picture alone is read', () => {
  const [head, , video] = ENCODER_OFFER.split(/^(?=m=)/m);
  const offer = readOffer(head!.replace('BUNDLE 0 1', 'BUNDLE 1') + video, 'sendonly');
  expect([offer.bundle, offer.media.map(({ mid }) => mid)]).toEqual([['1'], ['1']]);
});

test('[WH8] a stream of port 0 beside bundle-only is offered, as GStreamer offers its second', () => {
  const offer = ENCODER_OFFER.replace('m=video 9', 'm=video 0');
  expect(readOffer(offer, 'sendonly').media.map(({ rejected }) => rejected)).toEqual([false, true]);
  const bundled = readOffer(offer.replace('a=mid:1', 'a=bundle-only\na=mid:1'), 'sendonly');
  expect(bundled.media.map(({ rejected }) => rejected)).toEqual([false, false]);
});

test.each([
  ['42001f', 1],
  ['4d001f', 1],
  ['640014', 1],
  ['640c1f', 1],
  ['42e01f', 0],
])(
  '[WH8] H.264 of profile %s in mode %d is answered in its own words, and is ours for the router',
  (profile, mode) => {
    const text = ENCODER_OFFER.replace(
      'profile-level-id=42e01f;packetization-mode=1',
      `profile-level-id=${profile};packetization-mode=${mode}`,
    );
    const taken = takeStream(readOffer(text, 'sendonly').media[1]!, ROUTER)!;
    expect(taken.codecs[0]!.parameters).toMatchObject({
      'profile-level-id': profile,
      'packetization-mode': mode,
    });
    expect(underOurName(taken, ROUTER).codecs[0]).toMatchObject({
      payloadType: 96,
      parameters: { 'profile-level-id': '42e01f', 'packetization-mode': 1 },
    });
  },
);

test.each(['f4001f', '000000'])(
  '[WH8] H.264 of profile %s, which browsers do not decode, is not taken',
  (profile) => {
    const [, video] = readOffer(ENCODER_OFFER.replace('42e01f', profile), 'sendonly').media;
    expect(takeStream(video!, ROUTER)).toBeUndefined();
  },
);

test('[WH8] of two profiles of H.264 ours is taken, also when it is offered second', () => {
  const text = ENCODER_OFFER.replace('SAVPF 96', 'SAVPF 98 96').replace(
    'a=rtpmap:96',
    'a=rtpmap:98 H264/90000\na=fmtp:98 profile-level-id=640c1f;packetization-mode=1\na=rtpmap:96',
  );
  const [, video] = readOffer(text, 'sendonly').media;
  expect(takeStream(video!, ROUTER)!.codecs[0]!.payloadType).toBe(96);
});

test.each([
  ['no SDP at all', 'hello'],
  ['no media', 'v=0\no=- 1 1 IN IP4 0.0.0.0\ns=-\nt=0 0\n'],
  ['streams that do not share a connection', ENCODER_OFFER.replace('a=group:BUNDLE 0 1\n', '')],
  ['a stream that is to be received', ENCODER_OFFER.replace('a=sendonly', 'a=recvonly')],
  ['no fingerprint', ENCODER_OFFER.replace(/a=fingerprint.*\n/, '')],
  ['no ICE name', ENCODER_OFFER.replace(/a=ice-ufrag.*\n/, '')],
])('[WH1] %s is bad-input, with the reason', (_, text) => {
  expect(() => readOffer(text, 'sendonly')).toThrow(/^bad-input: the offer can not be answered: ./);
});

test('[WH2] the answer takes the layers by name, keeps the numbers of the offer and waits for the other side', () => {
  const { icelite, groups, media } = answered(BROWSER_OFFER);
  expect([icelite, groups]).toEqual(['ice-lite', [{ type: 'BUNDLE', mids: '0 1' }]]);
  expect(media[0]).toMatchObject({
    direction: 'recvonly',
    setup: 'passive',
    payloads: '96 97',
    iceUfrag: 'name',
    icePwd: 'word',
    simulcast: { dir1: 'recv', list1: 'q;f' },
    candidates: [{ ip: '192.0.2.1', port: 4000, transport: 'udp', type: 'host' }],
  });
  expect(media[1]).toMatchObject({ type: 'audio', payloads: 111, direction: 'recvonly' });
});

test('[WH2] what can not be taken is rejected, the rest agreed on', () => {
  const { groups, media } = answered(ENCODER_OFFER.replaceAll('H264', 'H265'));
  expect(groups!.map(({ mids }) => String(mids))).toEqual(['0']);
  expect(media.map(({ port, direction }) => [port, direction])).toEqual([
    [7, 'recvonly'],
    [0, 'inactive'],
  ]);
});

test('[WH5] a player gets our codecs under its own numbers', () => {
  const { media } = readOffer(PLAYER_OFFER, 'recvonly');
  const numbers = media.flatMap((one) =>
    playableCodecs(one, MEDIA_CODECS).map(({ mimeType, preferredPayloadType }) => [
      mimeType,
      preferredPayloadType,
    ]),
  );
  expect(numbers).toEqual([
    ['video/VP8', 96],
    ['video/H264', 108],
    ['audio/opus', 111],
  ]);
});
