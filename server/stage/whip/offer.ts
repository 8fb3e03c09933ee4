import type { types } from 'mediasoup';
import sdp from 'sdp-transform';
import { Refusal } from '../../../shared/wire/refusal.ts';

/** One stream of media that an SDP offer names, in its own words. */
export type OfferedMedia = {
  mid: string;
  kind: 'audio' | 'video';
  /** Rejected from the start (port 0), or nothing that we could do with it. */
  rejected: boolean;
  protocol: string;
  codecs: types.RtpCodecParameters[];
  extensions: { uri: string; id: number }[];
  encodings: types.RtpEncodingParameters[];
  cname: string;
};

/** What an SDP offer says that matters here. */
export type Offer = { media: OfferedMedia[]; bundle: string[]; dtls: types.DtlsParameters; iceUfrag: string };

type Description = ReturnType<typeof sdp.parse>;
type Section = Description['media'][number];

/** Reads an offer whose streams all go the given way (https://www.rfc-editor.org/rfc/rfc8866); `bad-input` with the reason when it can't be answered. */
export function readOffer(text: string, direction: 'sendonly' | 'recvonly'): Offer {
  const description = parse(text);
  const sections = description.media.filter(({ type }) => type === 'audio' || type === 'video');
  const first = sections[0];
  if (!first) throw bad('it offers neither audio nor video');
  // One name alone is read as a number.
  const mids = description.groups?.find(({ type }) => type === 'BUNDLE')?.mids ?? '';
  const bundle = String(mids).split(' ').filter(Boolean);
  if (sections.length > 1 && bundle.length < sections.length) throw bad('its streams are not bundled');
  for (const section of sections) {
    if (direction === 'sendonly' && !['sendonly', 'sendrecv', undefined].includes(section.direction))
      throw bad('a stream is not to be sent');
    if (direction === 'recvonly' && !['recvonly', 'sendrecv', undefined].includes(section.direction))
      throw bad('a stream is not to be received');
  }
  const fingerprint = first.fingerprint ?? description.fingerprint;
  const iceUfrag = first.iceUfrag ?? description.iceUfrag;
  if (!fingerprint || !iceUfrag) throw bad('it has no DTLS fingerprint, or no ICE name');
  return {
    bundle,
    iceUfrag,
    dtls: {
      // The other side is the client unless it insists on waiting (https://www.rfc-editor.org/rfc/rfc5763#section-5).
      role: (first.setup ?? description.setup) === 'passive' ? 'server' : 'client',
      fingerprints: [
        { algorithm: fingerprint.type as types.FingerprintAlgorithm, value: fingerprint.hash.toUpperCase() },
      ],
    },
    media: description.media.map((section, index) => mediaOf(section, index)),
  };
}

function parse(text: string): Description {
  if (!text.startsWith('v=0')) throw bad('it is no SDP');
  const description = sdp.parse(text);
  if (!description.media?.length) throw bad('it offers no media');
  return description;
}

function mediaOf(section: Section, index: number): OfferedMedia {
  const { type, rtp = [], ssrcs = [], bundleOnly } = section as Section & { bundleOnly?: string };
  return {
    mid: String(section.mid ?? index),
    kind: type === 'audio' ? 'audio' : 'video',
    // Port 0 beside bundle-only rejects nothing: it is for those who do not bundle (https://www.rfc-editor.org/rfc/rfc8843#section-6).
    rejected: (section.port === 0 && !bundleOnly) || (type !== 'audio' && type !== 'video'),
    protocol: section.protocol,
    codecs: rtp.map((one) => codecOf(section, one)),
    extensions: (section.ext ?? []).map(({ uri, value }) => ({ uri, id: value })),
    encodings: encodingsOf(section),
    cname: ssrcs.find(({ attribute }) => attribute === 'cname')?.value ?? '',
  };
}

function codecOf(section: Section, { payload, codec, rate, encoding }: Section['rtp'][number]) {
  const config = section.fmtp.find((one) => one.payload === payload)?.config;
  const feedback = (section.rtcpFb ?? []).filter(
    (one) => one.payload === payload || String(one.payload) === '*',
  );
  return {
    mimeType: `${section.type}/${codec}`,
    payloadType: payload,
    clockRate: rate ?? 90_000,
    ...(encoding && { channels: Number(encoding) }),
    parameters: parametersOf(config),
    rtcpFeedback: feedback.map(({ type, subtype }) => ({ type, parameter: subtype ?? '' })),
  } as types.RtpCodecParameters;
}

/** A profile of digits alone is read as a number, and a number is no profile. */
function parametersOf(config: string | undefined): Record<string, unknown> {
  const parameters: Record<string, unknown> = config ? sdp.parseParams(config) : {};
  const profile = parameters['profile-level-id'];
  return profile === undefined
    ? parameters
    : { ...parameters, 'profile-level-id': String(profile).padStart(6, '0') };
}

/** The layers of a stream: by name (simulcast), else by its SSRC; with neither, the one stream of this section. */
function encodingsOf({
  simulcast,
  rids = [],
  ssrcs = [],
  ssrcGroups = [],
}: Section): types.RtpEncodingParameters[] {
  const sent = [
    [simulcast?.dir1, simulcast?.list1],
    [simulcast?.dir2, simulcast?.list2],
  ].find(([way]) => way === 'send')?.[1];
  const names = (sent?.split(';') ?? []).map((one) => one.split(',')[0]!.replace(/^~/, ''));
  const known = names.filter((name) =>
    rids.some(({ id, direction }) => String(id) === name && direction === 'send'),
  );
  if (known.length > 0) return known.map((rid) => ({ rid }));
  const repairs = new Map(
    ssrcGroups
      .filter(({ semantics }) => semantics === 'FID')
      .map((group) => group.ssrcs.split(' ').map(Number) as [number, number]),
  );
  const ids = [...new Set(ssrcs.map(({ id }) => Number(id)))];
  const main = ids.find((id) => ![...repairs.values()].includes(id));
  if (main === undefined) return [{}];
  const repair = repairs.get(main);
  return [{ ssrc: main, ...(repair && { rtx: { ssrc: repair } }) }];
}

const bad = (why: string): Refusal => new Refusal('bad-input', `the offer can not be answered: ${why}`);
