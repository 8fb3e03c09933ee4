/** Names that a line may call; more are not told. */
const MOST = 5;
/** What a name may not go on with: `@Ada` is nobody in `@Adam`. */
const WORD = /[\p{L}\p{N}]/u;

type Named = { who: string; name: string };

/** Whom a line names by `@name`: the longest name that fits, everybody who bears it, each once. */
export function mentionsIn(text: string, people: readonly Named[]): Named[] {
  const found = new Map<string, Named>();
  const lower = text.toLowerCase();
  const names = [...people].sort((a, b) => b.name.length - a.name.length);
  for (let at = lower.indexOf('@'); at >= 0; at = lower.indexOf('@', at + 1)) {
    if (at > 0 && WORD.test(lower[at - 1]!)) continue;
    const called = names.find(({ name }) => {
      const next = String.fromCodePoint(lower.codePointAt(at + 1 + name.length) ?? 32);
      return lower.startsWith(name.toLowerCase(), at + 1) && !WORD.test(next);
    });
    if (!called) continue;
    for (const { who, name } of people)
      if (name.toLowerCase() === called.name.toLowerCase() && found.size < MOST)
        found.set(who, { who, name });
  }
  return [...found.values()];
}
