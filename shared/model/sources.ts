/** The inputs that a host's browser can open. */
export const HOST_SOURCES = ['camera', 'screen', 'film'] as const;
/** One input of a host's browser. */
export type HostSource = (typeof HOST_SOURCES)[number];

/** What a browser may send to a stage: an input, slides, a guest's camera or voice, or the studio's mix of them. */
export const SENT_SOURCES = [...HOST_SOURCES, 'slides', 'guest', 'studio'] as const;
/** One of `SENT_SOURCES`. */
export type SentSource = (typeof SENT_SOURCES)[number];

/** What somebody shows live: from a browser, or from a WHIP encoder. */
export type LiveSource = SentSource | 'encoder';

/** Whether what is on air comes from a host: somebody is live. */
export const isLiveSource = (source: string): source is LiveSource =>
  source === 'encoder' || SENT_SOURCES.some((one) => one === source);

/** The feed that everybody follows; every other feed is one input of the stage, by its id. */
export const PROGRAMME = 'programme';

/** The house channel as an input of a studio, by id and kind. */
export const HOUSE_INPUT = 'house';
