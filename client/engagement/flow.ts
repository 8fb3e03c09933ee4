import { REACTIONS, type ReactionCounts } from '../../shared/model/reaction.ts';
import { SIGNS } from './icons.tsx';
import type { Reactions } from './reactions.ts';

/** Signs in the air at once, of one kind within a tick, and milliseconds that one takes to rise and over which a tick's are spread. */
const MOST = { air: 24, kind: 4 } as const;
const RISE_MS = 1900;
const SPREAD_MS = 240;
/** Pixels that a sign rises, and that it strays to either side. */
const RISE = { up: 170, aside: 26 } as const;

/** Lets small signs rise in an element for what everybody sends: never more than a few, none where less motion is asked for. */
export function openFlow(sky: HTMLElement, reactions: Reactions): { dispose(): void } {
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  const free: HTMLSpanElement[] = [];
  let flying = 0;
  const take = (): HTMLSpanElement => {
    const piece = free.pop() ?? document.createElement('span');
    if (!piece.isConnected) sky.append(piece);
    return piece;
  };
  const rise = (kind: (typeof REACTIONS)[number], delay: number): void => {
    const piece = take();
    flying++;
    piece.className = `reaction-piece ${kind}`;
    piece.innerHTML = SIGNS[kind];
    const from = (Math.random() - 0.5) * RISE.aside * 2;
    const to = from + (Math.random() - 0.5) * RISE.aside;
    const flight = piece.animate(
      [
        { transform: `translate(${from}px, 0) scale(0.6)`, opacity: 0 },
        { transform: `translate(${from}px, ${-RISE.up * 0.2}px) scale(1)`, opacity: 0.95, offset: 0.18 },
        { transform: `translate(${to}px, ${-RISE.up * 0.7}px) scale(1)`, opacity: 0.8, offset: 0.7 },
        { transform: `translate(${to}px, ${-RISE.up}px) scale(0.9)`, opacity: 0 },
      ],
      { duration: RISE_MS, delay, easing: 'ease-out', fill: 'both' },
    );
    flight.onfinish = () => {
      flying--;
      free.push(piece);
    };
  };
  const undo = reactions.on((counts: ReactionCounts) => {
    if (still.matches || document.hidden) return;
    for (const kind of REACTIONS) {
      const pieces = Math.min(MOST.kind, counts[kind] ?? 0, MOST.air - flying);
      for (let piece = 0; piece < pieces; piece++) rise(kind, (piece / pieces) * SPREAD_MS);
    }
  });
  return {
    dispose() {
      undo();
      sky.replaceChildren();
    },
  };
}
