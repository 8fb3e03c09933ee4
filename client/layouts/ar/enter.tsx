import './ar.css';
import { signal } from '@preact/signals';
import { render } from 'preact';
import { learnWords, t } from '../../ui/i18n.ts';
import { say, sayError } from '../../ui/toast.tsx';
import type { Seen } from '../../world/boards/seen.ts';
import { BOARD_WORDS } from '../../world/boards/words.ts';
import type { Keeping } from '../keeping.ts';
import { type Named, openFirst, openRoomKeeping } from './keep.ts';
import { Overlay } from './Overlay.tsx';
import type { ArParts } from './parts.ts';
import { type Held, openPlacing, type Placing, type PlacingRefusal } from './placing.ts';
import { openRoomView, type RoomView } from './view.ts';

/** What a journey sees of one's own room; metres and radians as the device has them, milliseconds of the page's clock. */
export type ArFacts = {
  looking: string;
  spot: { mount: string; x: number; y: number; z: number } | undefined;
  pieces: {
    id: string;
    product: string;
    sku: string;
    x: number;
    y: number;
    z: number;
    yaw: number;
    scale: number;
    seen: boolean;
  }[];
  selected: string | undefined;
  metres: number | undefined;
  lit: boolean;
  occluded: boolean;
  anchored: number;
  /** How the room came to lie where it does, and how it is kept. */
  laid: string;
  kept: string;
  /** What can be pressed on the board in the room, where there is one. */
  boards: Seen[];
  timings: RoomView['timings'];
};

declare global {
  interface Window {
    /** Only while one looks at one's own room. */
    vitrineRoom?: (() => ArFacts) | undefined;
  }
}

const WHY = {
  taken: 'ar.taken',
  far: 'ar.far',
  full: 'ar.full',
  nowhere: 'ar.unplaceable',
  fixed: 'ar.lookOnly',
} as const satisfies Record<Exclude<PlacingRefusal, 'elsewhere'>, string>;

let placing: Placing | undefined;
let keeping: Keeping | undefined;

/** What is placed stays as long as the page does, whatever becomes of a session. */
const placingFor = (parts: ArParts): Placing =>
  (placing ??= openPlacing({
    ask: parts.ask,
    onRefused: (why) => {
      if (why === 'elsewhere') say(t('ar.elsewhere', { kind: placing!.mountOfHeld() }));
      else say(t(WHY[why]));
    },
  }));

const keepingFor = (mine: Placing, parts: ArParts): Keeping => {
  keeping ??= openRoomKeeping(mine, parts);
  return keeping;
};

/** Shows one's own room from a press on: with a product in hand, or with a layout that the server keeps. Throws what the browser says; resolves once it is shown. */
export async function enterRoom(
  parts: ArParts,
  pressed: number,
  first: Held | undefined,
  named?: Named,
): Promise<void> {
  const mine = placingFor(parts);
  const kept = keepingFor(mine, parts);
  const host = document.createElement('div');
  host.className = 'ar';
  host.tabIndex = -1;
  document.body.append(host);
  const view = signal<RoomView | undefined>(undefined);
  render(<Overlay parts={parts} placing={mine} keeping={kept} view={view} />, host);
  const page = document.getElementById('app');
  const leave = (): void => {
    render(null, host);
    host.remove();
    if (page) page.style.visibility = '';
    window.vitrineRoom = undefined;
  };
  try {
    const begun = openFirst(mine, kept, named).catch((error: unknown) => {
      sayError(error);
      return false;
    });
    const [world] = await Promise.all([parts.world(), first && mine.take(first.product, first.sku)]);
    const opened = await openRoomView({
      ...{ world, placing: mine, load: parts.load, overlay: host, pressed, begun },
      onLost: () => say(t('ar.noModel'), 'error'),
    });
    if (!opened.ar.overlaid) await learnWords(BOARD_WORDS);
    view.value = opened;
    // What the device does not show is not there for keyboards and readers either.
    if (page) page.style.visibility = 'hidden';
    host.focus({ preventScroll: true });
    window.vitrineRoom = () => ({
      ...factsOf(opened, mine),
      kept: kept.state.value,
    });
    opened.ar.onEnd(() => {
      leave();
      say(t('ar.ended'));
    });
  } catch (error) {
    leave();
    throw error;
  }
}

function factsOf(view: RoomView, placing: Placing): Omit<ArFacts, 'kept'> {
  const spot = view.spot();
  return {
    looking: view.looking.value,
    spot: spot && { mount: spot.mount, x: spot.x, y: spot.y, z: spot.z },
    pieces: placing.plan.pieces().map((piece) => ({
      ...{ id: piece.id, product: piece.product, sku: piece.sku, scale: piece.scale },
      ...view.where(piece),
      seen: view.bodies.isReady(piece.id),
    })),
    selected: placing.selected.value,
    metres: view.measured.value?.metres,
    lit: view.isLit(),
    occluded: view.occludes(),
    anchored: view.anchored(),
    laid: view.laidOut.value,
    boards: view.board()?.seen() ?? [],
    timings: view.timings,
  };
}
