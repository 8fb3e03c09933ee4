/** How bright and how wide the light show is now: plain numbers, rewritten by `step`. */
export type ShowLevels = {
  /** Of the beams that follow the programme's sound, 0 to 1. */
  programme: number;
  /** Of the beams that follow the applause, 0 to 1. */
  applause: number;
  /** Where the sweep is, radians of its own circle. */
  phase: number;
  /** One frame: the loudness of the programme (root mean square, 0 to 1) and how many of how many people clap. */
  step(seconds: number, loudness: number, clapping: number, people: number): void;
};

/** Loudness of speech at which the beams are full. */
const FULL_LOUDNESS = 0.16;
/** Share of people who clap at which the applause is full. */
const FULL_SHARE = 0.4;
/** Light rises at once and falls slowly: share per second, exponential. */
const RISE = 9;
const FALL = 1.4;
/** Light that is always there while the programme runs, so that a silent film is not dark. */
const REST = 0.22;
/** Radians a second of the sweep when it is quiet and when it is loud. */
const PACE = { quiet: 0.25, loud: 1.1 } as const;

/** Levels of a show that has not begun. */
export function openShowLevels(): ShowLevels {
  const ease = (from: number, to: number, seconds: number): number =>
    from + (to - from) * (1 - Math.exp(-(to > from ? RISE : FALL) * seconds));
  const levels: ShowLevels = {
    programme: REST,
    applause: 0,
    phase: 0,
    step(seconds, loudness, clapping, people) {
      const wanted = REST + (1 - REST) * Math.min(1, loudness / FULL_LOUDNESS);
      levels.programme = ease(levels.programme, wanted, seconds);
      const share = people > 0 ? clapping / people : 0;
      levels.applause = ease(levels.applause, Math.min(1, share / FULL_SHARE), seconds);
      const lively = Math.max(levels.programme - REST, levels.applause);
      levels.phase += seconds * (PACE.quiet + (PACE.loud - PACE.quiet) * lively);
    },
  };
  return levels;
}
