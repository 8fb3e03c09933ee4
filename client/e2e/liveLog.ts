import type { TestRoom } from '../../server/testing/rooms.ts';
import type { ReplayEntry } from '../../shared/model/replay.ts';
import type { ChatLine } from '../../shared/wire/engagement.ts';

/** One thing that somebody in the room saw happen, at a time of the clock in milliseconds. */
export type Seen = { at: number; what: string };

/** Notes what somebody in the room sees happen, in the words of `toldBy`. */
export function watchRoom(room: TestRoom): Seen[] {
  const seen: Seen[] = [];
  const note = (what: string, at = Date.now()): void => void seen.push({ at, what });
  room.onMessage('chat.line', (line: ChatLine) => note(`${line.name}: ${line.text}`, line.at));
  room.onMessage('reactions', (counts: Record<string, number>) => {
    for (const [kind, count] of Object.entries(counts)) for (let i = 0; i < count; i++) note(kind);
  });
  const pinned = (): string => [...room.state.stands.values()].find((stand) => stand.pinned)?.product ?? '';
  const stocks = (): Map<string, number> =>
    new Map([...room.state.stands.values()].map(({ product, stock }) => [product, stock]));
  let [pin, stock] = [pinned(), stocks()];
  let source = room.state.programme.source;
  room.onStateChange(() => {
    if (pinned() !== pin) note(`pinned: ${pinned()}`);
    for (const [product, left] of stocks()) if (stock.get(product) !== left) note(`${product}: ${left} left`);
    if (room.state.programme.source !== source) note(`on air: ${room.state.programme.source}`);
    [pin, stock, source] = [pinned(), stocks(), room.state.programme.source];
  });
  return seen;
}

/** What the log of a replay tells, in the same words; its clock began at `startedAt`. */
export function toldBy(entries: readonly ReplayEntry[], startedAt: number): Seen[] {
  return entries.flatMap((entry) => {
    const at = startedAt + entry.at;
    switch (entry.kind) {
      case 'chat':
        return [{ at, what: `${entry.data.name}: ${entry.data.text}` }];
      case 'reactions':
        return Object.entries(entry.data.counts).flatMap(([kind, count]) =>
          Array.from({ length: count }, () => ({ at, what: kind })),
        );
      case 'pin':
        return [{ at, what: `pinned: ${entry.data.product}` }];
      case 'stock':
        return [{ at, what: `${entry.data.slug}: ${entry.data.stock} left` }];
      case 'programme':
        return [{ at, what: `on air: ${entry.data.source}` }];
      default:
        return [];
    }
  });
}

/** What is in one list and not, within a second, in the other. */
export function differences(live: readonly Seen[], replay: readonly Seen[], withinMs = 1000): string[] {
  const rest = [...replay];
  const missing = live.filter(({ at, what }) => {
    const found = rest.findIndex((one) => one.what === what && Math.abs(one.at - at) <= withinMs);
    if (found >= 0) rest.splice(found, 1);
    return found < 0;
  });
  return [
    ...missing.map(({ at, what }) => `not in the replay: ${what} (${at})`),
    ...rest.map(({ at, what }) => `only in the replay: ${what} (${at})`),
  ];
}
