import { isSameProfile } from 'h264-profile-level-id';
import type { types } from 'mediasoup';
import type { OfferedMedia } from './offer.ts';

/** What we take of an offered stream: the first codec that the router knows, with its repair stream, and the extensions it reads; undefined when it knows none. */
export function takeStream(
  media: OfferedMedia,
  { codecs = [], headerExtensions = [] }: types.RtpCapabilities,
): types.RtpParameters | undefined {
  if (media.rejected) return undefined;
  for (const offered of media.codecs) {
    const known = codecs.find((codec) => isSame(codec, offered));
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

/** The codecs of ours that the other side can play, under the numbers that it gave them; empty when there is none. */
export function playableCodecs(
  media: OfferedMedia,
  ours: readonly types.RouterRtpCodecCapability[],
): types.RouterRtpCodecCapability[] {
  if (media.rejected) return [];
  return ours.flatMap((codec) => {
    const offered = media.codecs.find((one) => codec.kind === media.kind && isSame(codec, one));
    return offered ? [{ ...codec, preferredPayloadType: offered.payloadType }] : [];
  });
}

type Codec = Pick<types.RtpCodecParameters, 'mimeType' | 'clockRate' | 'channels' | 'parameters'>;

/** Whether two descriptions are of one codec; for H.264 also of one way to pack and one profile (https://www.rfc-editor.org/rfc/rfc6184#section-8.1). */
function isSame(ours: Codec, offered: Codec): boolean {
  const mime = ours.mimeType.toLowerCase();
  if (mime !== offered.mimeType.toLowerCase() || ours.clockRate !== offered.clockRate) return false;
  if ((ours.channels ?? 1) !== (offered.channels ?? 1)) return false;
  if (mime !== 'video/h264') return true;
  const packing = (codec: Codec): number => Number(codec.parameters?.['packetization-mode'] ?? 0);
  return packing(ours) === packing(offered) && isSameProfile(ours.parameters, offered.parameters);
}

function repairOf(media: OfferedMedia, main: types.RtpCodecParameters): types.RtpCodecParameters | undefined {
  return media.codecs.find(
    ({ mimeType, parameters }) =>
      mimeType.toLowerCase().endsWith('/rtx') && Number(parameters?.apt) === main.payloadType,
  );
}
