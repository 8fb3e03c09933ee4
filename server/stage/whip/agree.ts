import { isSameProfile, Profile, parseSdpProfileLevelId } from 'h264-profile-level-id';
import type { types } from 'mediasoup';
import type { OfferedMedia } from './offer.ts';

/** What we take of an offered stream: the first codec that the router knows (else H.264 of a profile beside ours), with its repair stream, and the extensions it reads; undefined when it knows none. */
export function takeStream(
  media: OfferedMedia,
  { codecs = [], headerExtensions = [] }: types.RtpCapabilities,
): types.RtpParameters | undefined {
  if (media.rejected) return undefined;
  for (const [offered, alike] of [isSame, isTakenFor].flatMap((alike) =>
    media.codecs.map((codec) => [codec, alike] as const),
  )) {
    const known = codecs.find((codec) => alike(codec, offered));
    if (!known) continue;
    const repair = repairOf(media, offered);
    const feedback = (known.rtcpFeedback ?? []).filter(({ type, parameter }) =>
      offered.rtcpFeedback?.some((one) => one.type === type && (one.parameter ?? '') === (parameter ?? '')),
    );
    return {
      mid: media.mid,
      codecs: [{ ...offered, rtcpFeedback: feedback }, ...(repair ? [{ ...repair, rtcpFeedback: [] }] : [])],
      headerExtensions: media.extensions.filter(({ uri }) =>
        headerExtensions.some(
          (one) => one.uri === uri && one.kind === media.kind && one.direction !== 'sendonly',
        ),
      ) as types.RtpHeaderExtensionParameters[],
      encodings: media.encodings.map(({ rtx, ...encoding }) =>
        rtx && repair ? { ...encoding, rtx } : encoding,
      ),
      rtcp: { ...(media.cname && { cname: media.cname }), reducedSize: true },
    };
  }
  return undefined;
}

/** The same stream as the router is told: H.264 of any profile goes by the name of ours, since every decoder reads the profile from the stream and viewers offer few of them. */
export function underOurName(
  taken: types.RtpParameters,
  { codecs = [] }: types.RtpCapabilities,
): types.RtpParameters {
  const ours = codecs.find(({ mimeType }) => isH264(mimeType));
  return {
    ...taken,
    codecs: taken.codecs.map((codec) =>
      isH264(codec.mimeType) && ours ? { ...codec, parameters: ours.parameters } : codec,
    ),
  };
}

/** The codecs of ours that the other side can play, under the numbers that it gave them; empty when there is none. */
export function playableCodecs(
  media: OfferedMedia,
  ours: readonly types.RouterRtpCodecCapability[],
): types.RouterRtpCodecCapability[] {
  if (media.rejected) return [];
  return ours.flatMap((codec) => {
    if (codec.kind !== media.kind) return [];
    const offered =
      media.codecs.find((one) => isSame(codec, one)) ??
      media.codecs.find((one) => isTakenFor(codec, one) && packing(one) === packing(codec));
    return offered ? [{ ...codec, preferredPayloadType: offered.payloadType }] : [];
  });
}

type Codec = Pick<types.RtpCodecParameters, 'mimeType' | 'clockRate' | 'channels' | 'parameters'>;

/** Whether two descriptions are of one codec; for H.264 also of one way to pack and one profile (https://www.rfc-editor.org/rfc/rfc6184#section-8.1). */
function isSame(ours: Codec, offered: Codec): boolean {
  const mime = ours.mimeType.toLowerCase();
  if (mime !== offered.mimeType.toLowerCase() || ours.clockRate !== offered.clockRate) return false;
  if ((ours.channels ?? 1) !== (offered.channels ?? 1)) return false;
  if (!isH264(mime)) return true;
  return packing(ours) === packing(offered) && isSameProfile(ours.parameters, offered.parameters);
}

const isH264 = (mimeType: string): boolean => mimeType.toLowerCase() === 'video/h264';
const packing = ({ parameters }: Codec): number => Number(parameters?.['packetization-mode'] ?? 0);

/** Profiles of H.264 that browsers decode under whatever name. */
const DECODED: ReadonlySet<Profile> = new Set([
  Profile.ConstrainedBaseline,
  Profile.Baseline,
  Profile.Main,
  Profile.ConstrainedHigh,
  Profile.High,
]);

/** Whether H.264 that is offered passes for ours: of another profile, whole units in packets included. */
function isTakenFor(ours: Codec, offered: Codec): boolean {
  if (!isH264(ours.mimeType) || !isH264(offered.mimeType) || packing(offered) > 1) return false;
  const profile = parseSdpProfileLevelId(offered.parameters)?.profile;
  return profile !== undefined && DECODED.has(profile);
}

function repairOf(media: OfferedMedia, main: types.RtpCodecParameters): types.RtpCodecParameters | undefined {
  return media.codecs.find(
    ({ mimeType, parameters }) =>
      mimeType.toLowerCase().endsWith('/rtx') && Number(parameters?.apt) === main.payloadType,
  );
}
