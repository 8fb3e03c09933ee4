/** Milliseconds after the last key until a search begins. */
const PAUSE_MS = 200;

/** Lets what is typed rest before something is done about it: only what was asked for last is done. */
export function openPause(): (work: () => void) => void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  return (work) => {
    clearTimeout(waiting);
    waiting = setTimeout(work, PAUSE_MS);
  };
}
