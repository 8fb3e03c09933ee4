/**
 * Lets all who ask for the same share one piece of work: whoever asks while it is being done waits for the next time, together
 * with all who ask meanwhile, since theirs may have come too late for this one; so nobody is told less than what was true when
 * they asked. Work of different names goes on side by side. What it answers is shared, and must not be changed.
 */
export function togetherBy<Asked, Answer>(
  work: (asked: Asked) => Promise<Answer>,
  nameOf: (asked: Asked) => string,
): (asked: Asked) => Promise<Answer> {
  const lines = new Map<string, { running: Promise<unknown>; next: Promise<Answer> | undefined }>();
  return (asked) => {
    const name = nameOf(asked);
    const line = lines.get(name) ?? { running: Promise.resolve(), next: undefined };
    lines.set(name, line);
    line.next ??= line.running
      .catch(() => undefined)
      .then(() => {
        const mine = line.next!;
        line.running = mine;
        line.next = undefined;
        const end = () => {
          if (line.running === mine && !line.next) lines.delete(name);
        };
        mine.then(end, end);
        return work(asked);
      });
    return line.next;
  };
}

/** The same for one piece of work. */
export function together<Answer>(work: () => Promise<Answer>): () => Promise<Answer> {
  const share = togetherBy<undefined, Answer>(work, () => '');
  return () => share(undefined);
}
