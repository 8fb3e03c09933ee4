/** Lets a number of jobs run at a time, the others in turn: what can wait after what people wait for, then whoever has the fewest running, then whoever waited longest. */
export type Queue = {
  /** Waits for a place; answers how to give it back (twice is once). Rejects with the signal's reason when it is aborted before. */
  enter(owner: string, signal?: AbortSignal, canWait?: boolean): Promise<() => void>;
  /** Jobs that wait. */
  waiting(): number;
};

type Waiting = { owner: string; canWait: boolean; admit(): void };

/** Opens a queue with `atOnce` places. */
export function openQueue(atOnce: number): Queue {
  const waiting: Waiting[] = [];
  const running = new Map<string, number>();
  let places = atOnce;

  const admitNext = (): void => {
    if (places === 0 || waiting.length === 0) return;
    const urgent = waiting.filter(({ canWait }) => !canWait);
    const next = (urgent.length > 0 ? urgent : waiting).reduce((best, each) =>
      runningOf(each.owner) < runningOf(best.owner) ? each : best,
    );
    waiting.splice(waiting.indexOf(next), 1);
    places -= 1;
    running.set(next.owner, runningOf(next.owner) + 1);
    next.admit();
  };
  const runningOf = (owner: string): number => running.get(owner) ?? 0;
  const leave = (owner: string): void => {
    places += 1;
    if (runningOf(owner) > 1) running.set(owner, runningOf(owner) - 1);
    else running.delete(owner);
    admitNext();
  };

  return {
    waiting: () => waiting.length,
    enter: (owner, signal, canWait = false) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const giveUp = (): void => {
          waiting.splice(waiting.indexOf(entry), 1);
          reject(signal!.reason);
        };
        const entry: Waiting = {
          owner,
          canWait,
          admit() {
            signal?.removeEventListener('abort', giveUp);
            let left = false;
            resolve(() => {
              if (!left) leave(owner);
              left = true;
            });
          },
        };
        signal?.addEventListener('abort', giveUp, { once: true });
        waiting.push(entry);
        admitNext();
      }),
  };
}
