/** Ticks about thirty times a second, also while the page is hidden: timers of workers are not slowed down. */
const TICK_MS = 33;

setInterval(() => postMessage(0), TICK_MS);
