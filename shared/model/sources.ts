/** The inputs of a host's browser. */
export const HOST_SOURCES = ['camera', 'screen', 'film'] as const;

/** One input of a host's browser. */
export type HostSource = (typeof HOST_SOURCES)[number];

/** What a host shows: an input of their browser, or a WHIP encoder. */
export type LiveSource = HostSource | 'encoder';

/** Whether what is on air comes from a host: somebody is live. */
export const isLiveSource = (source: string): source is LiveSource =>
  source === 'encoder' || HOST_SOURCES.some((one) => one === source);
