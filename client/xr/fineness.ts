/** How fine a headset's picture is, chosen by how its frames come. */
export type Fineness = {
  /** One frame, so many seconds after the last; answers another scale of the picture's sides, where it changes. */
  step(seconds: number): number | undefined;
};

/** Share of a frame's time beyond which it is late; how long they must be late, and on time, for a step. */
const LATE = 1.25;
const SECONDS = { late: 0.8, well: 6 } as const;
const SCALES = { least: 0.6, step: 0.1 } as const;

/** Opens it for so many frames a second. */
export function openFineness(hertz: number): Fineness {
  let scale = 1;
  let mean = 1 / hertz;
  let late = 0;
  let well = 0;
  const change = (by: number): number | undefined => {
    late = well = 0;
    const next = Math.max(SCALES.least, Math.min(1, Math.round((scale + by) * 10) / 10));
    if (next === scale) return undefined;
    scale = next;
    return scale;
  };
  return {
    step(seconds) {
      // A pause, such as the headset's own menu, says nothing.
      if (seconds > 0.2) return undefined;
      mean += (seconds - mean) * 0.1;
      const isLate = mean * hertz > LATE;
      late = isLate ? late + seconds : 0;
      well = isLate ? 0 : well + seconds;
      if (late > SECONDS.late) return change(-SCALES.step);
      return well > SECONDS.well ? change(SCALES.step) : undefined;
    },
  };
}

/** The edges of the picture are drawn coarser, where the device offers that. */
const FOVEATION = 0.5;

type Layer = { fixedFoveation?: number | null };
type State = XRRenderState & { layers?: readonly Layer[] };
type View = XRView & { requestViewportScale?(scale: number | null): void };

/** Keeps the frames of a session in time: coarser at the edges, and coarser as a whole while frames come late. */
export function keepInTime(
  session: XRSession,
): (seconds: number, frame: XRFrame, space: XRReferenceSpace) => void {
  const fineness = openFineness((session as { frameRate?: number }).frameRate ?? 72);
  let begun = false;
  /** What is drawn into is known with the first frame. */
  const begin = (): void => {
    begun = true;
    const { baseLayer, layers } = session.renderState as State;
    const layer = layers?.[0] ?? (baseLayer as Layer | null);
    if (typeof layer?.fixedFoveation === 'number') layer.fixedFoveation = FOVEATION;
  };
  return (seconds, frame, space) => {
    if (!begun) begin();
    const scale = fineness.step(seconds);
    if (scale === undefined) return;
    for (const view of frame.getViewerPose(space)?.views ?? []) (view as View).requestViewportScale?.(scale);
  };
}
