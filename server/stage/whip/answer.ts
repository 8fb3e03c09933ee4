import { randomInt } from 'node:crypto';
import type { types } from 'mediasoup';
import sdp from 'sdp-transform';
import type { Offer, OfferedMedia } from './offer.ts';

/** Our end of a connection, as mediasoup describes it. */
export type OurEnd = Pick<types.WebRtcTransport, 'id' | 'iceParameters' | 'iceCandidates' | 'dtlsParameters'>;

/** What is agreed on for one offered stream. */
export type Agreed = {
  rtpParameters: types.RtpParameters;
  /** How we take it: we receive what is sent, or send what is to be received. */
  direction: 'recvonly' | 'sendonly';
};

/** Writes the answer to an offer: the streams agreed on over one ICE-lite connection, the others rejected (https://www.rfc-editor.org/rfc/rfc8829). */
export function writeAnswer(offer: Offer, ours: OurEnd, agreed: ReadonlyMap<string, Agreed>): string {
  const bundled = offer.media.map(({ mid }) => mid).filter((mid) => agreed.has(mid));
  const sha256 = ours.dtlsParameters.fingerprints.find(({ algorithm }) => algorithm === 'sha-256')!;
  return sdp.write({
    version: 0,
    origin: {
      username: '-',
      sessionId: randomInt(2 ** 47),
      sessionVersion: 1,
      netType: 'IN',
      ipVer: 4,
      address: '0.0.0.0',
    },
    name: '-',
    timing: { start: 0, stop: 0 },
    icelite: 'ice-lite',
    groups: [{ type: 'BUNDLE', mids: bundled.join(' ') }],
    msidSemantic: { semantic: 'WMS', token: '*' },
    fingerprint: { type: sha256.algorithm, hash: sha256.value },
    media: offer.media.map((media) => section(media, offer, ours, agreed.get(media.mid))),
  } as unknown as Parameters<typeof sdp.write>[0]);
}

function section(media: OfferedMedia, offer: Offer, ours: OurEnd, agreed: Agreed | undefined) {
  const { mid, kind, protocol } = media;
  if (!agreed)
    return { type: kind, port: 0, protocol, payloads: '0', rtp: [], fmtp: [], mid, direction: 'inactive' };
  const { rtpParameters, direction } = agreed;
  const { codecs } = rtpParameters;
  const parameters = codecs.filter(({ parameters }) => Object.keys(parameters ?? {}).length > 0);
  return {
    type: kind,
    port: 7,
    protocol,
    payloads: codecs.map(({ payloadType }) => payloadType).join(' '),
    connection: { version: 4, ip: '0.0.0.0' },
    mid,
    direction,
    rtcpMux: 'rtcp-mux',
    rtcpRsize: 'rtcp-rsize',
    setup: offer.dtls.role === 'server' ? 'active' : 'passive',
    rtp: codecs.map(({ payloadType, mimeType, clockRate, channels }) => ({
      payload: payloadType,
      codec: mimeType.split('/')[1]!,
      rate: clockRate,
      ...(channels && channels > 1 && { encoding: channels }),
    })),
    fmtp: parameters.map(({ payloadType, parameters }) => ({
      payload: payloadType,
      config: Object.entries(parameters ?? {})
        .map(([name, value]: [string, unknown]) => `${name}=${value}`)
        .join(';'),
    })),
    rtcpFb: codecs.flatMap(({ payloadType, rtcpFeedback }) =>
      (rtcpFeedback ?? []).map(({ type, parameter }) => ({
        payload: payloadType,
        type,
        ...(parameter && { subtype: parameter }),
      })),
    ),
    ext: (rtpParameters.headerExtensions ?? []).map(({ uri, id }) => ({ uri, value: id })),
    ...iceOf(ours),
    ...(direction === 'recvonly' ? layersOf(rtpParameters) : streamsOf(rtpParameters, ours.id, kind)),
  };
}

/** How we are reached. */
export function iceOf({ iceParameters, iceCandidates }: Pick<OurEnd, 'iceParameters' | 'iceCandidates'>) {
  return {
    iceUfrag: iceParameters.usernameFragment,
    icePwd: iceParameters.password,
    candidates: iceCandidates.map(({ foundation, priority, address, protocol, port, type, tcpType }) => ({
      foundation,
      component: 1,
      transport: protocol,
      priority,
      ip: address,
      port,
      type,
      ...(tcpType && { tcptype: tcpType }),
    })),
    endOfCandidates: 'end-of-candidates',
  };
}

/** The layers that we take. */
function layersOf({ encodings = [] }: types.RtpParameters) {
  const names = encodings.flatMap(({ rid }) => (rid ? [rid] : []));
  if (names.length === 0) return {};
  return {
    rids: names.map((id) => ({ id, direction: 'recv' })),
    simulcast: { dir1: 'recv', list1: names.join(';') },
  };
}

/** The streams that we send, by their SSRC. */
function streamsOf({ encodings = [], rtcp }: types.RtpParameters, stream: string, kind: string) {
  const cname = rtcp?.cname ?? stream;
  const ssrcs = encodings.flatMap(({ ssrc, rtx }) => [ssrc, rtx?.ssrc]).filter((ssrc) => ssrc !== undefined);
  const pairs = encodings.flatMap(({ ssrc, rtx }) => (rtx ? [`${ssrc} ${rtx.ssrc}`] : []));
  return {
    msid: [{ id: stream, appdata: kind }],
    ssrcs: ssrcs.map((id) => ({ id, attribute: 'cname', value: cname })),
    ssrcGroups: pairs.map((ids) => ({ semantics: 'FID', ssrcs: ids })),
  };
}

/** How we are reached, as a fragment for a session that goes on (https://www.rfc-editor.org/rfc/rfc8840). */
export function iceText(
  { media }: Offer,
  { iceUfrag, icePwd, candidates }: ReturnType<typeof iceOf>,
): string {
  const { kind, mid, protocol } = media.find(({ rejected }) => !rejected) ?? media[0]!;
  const lines = candidates.map(({ foundation, transport, priority, ip, port, type, tcptype }) =>
    [
      `a=candidate:${foundation} 1 ${transport} ${priority} ${ip} ${port} typ ${type}`,
      ...(tcptype ? [`tcptype ${tcptype}`] : []),
    ].join(' '),
  );
  return [
    'a=ice-lite',
    `a=ice-ufrag:${iceUfrag}`,
    `a=ice-pwd:${icePwd}`,
    `m=${kind} 9 ${protocol} 0`,
    `a=mid:${mid}`,
    ...lines,
    'a=end-of-candidates',
    '',
  ].join('\r\n');
}
