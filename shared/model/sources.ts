/** The inputs of a host. */
export const HOST_SOURCES = ['camera', 'screen', 'film'] as const;

/** One input of a host. */
export type HostSource = (typeof HOST_SOURCES)[number];

/** Whether what is on air comes from a host: somebody is live. */
export const isHostSource = (source: string): source is HostSource =>
  HOST_SOURCES.some((one) => one === source);
