/** What the sound of the programme depends on, of one input. */
type Heard = {
  id: string;
  kind: string;
  /** Opened on this machine. */
  local?: unknown;
  muted: boolean;
  /** Heard whether it is in the picture or not. */
  always: boolean;
  stream: { getAudioTracks(): MediaStreamTrack[] };
};

/** Kinds whose sound comes from a device: it can be sent on as it is. */
const MICROPHONES = ['camera', 'screen'];

/** Whether an input is heard while those are in the picture. */
export const isHeard = ({ id, muted, always }: Heard, shown: readonly string[]): boolean =>
  !muted && (always || shown.includes(id));

/**
 * The sound that goes out: one microphone alone as it is, since a mix is later than the picture; else the mix. Before
 * anything was heard (`before`: what went out last), nothing: a picture would be held back to fit the silence beside it.
 */
export function programmeSound(
  inputs: readonly Heard[],
  shown: readonly string[],
  mix: MediaStreamTrack | undefined,
  before: MediaStreamTrack | undefined,
): MediaStreamTrack | undefined {
  const heard = inputs.filter((input) => isHeard(input, shown) && input.stream.getAudioTracks().length > 0);
  const [only] = heard;
  if (heard.length === 1 && only?.local && MICROPHONES.includes(only.kind))
    return only.stream.getAudioTracks()[0];
  return heard.length > 0 || before ? mix : undefined;
}
