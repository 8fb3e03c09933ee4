import './ar.css';
import { signal } from '@preact/signals';
import { render } from 'preact';
import type { LayoutContent } from '../../../shared/model/layout.ts';
import { t } from '../../ui/i18n.ts';
import { say } from '../../ui/toast.tsx';
import { Overlay } from './Overlay.tsx';
import { openPanel, type Panel } from './panel.ts';
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
  /** Where the board's buttons hang, where there is one. */
  board: Record<'cart' | 'leave', [x: number, y: number, z: number] | undefined> | undefined;
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
} as const satisfies Record<Exclude<PlacingRefusal, 'elsewhere'>, string>;

let placing: Placing | undefined;

/** What is placed stays as long as the page does, whatever becomes of a session. */
const placingFor = (parts: ArParts): Placing =>
  (placing ??= openPlacing({
    ask: parts.ask,
    onRefused: (why) => {
      if (why === 'elsewhere') say(t('ar.elsewhere', { kind: placing!.mountOfHeld() }));
      else say(t(WHY[why]));
    },
  }));

/** Shows one's own room from a press on: with a product in hand, or with what was saved laid out. Throws what the browser says; resolves once it is shown. */
export async function enterRoom(
  parts: ArParts,
  pressed: number,
  first: Held | undefined,
  saved?: LayoutContent,
): Promise<void> {
  const mine = placingFor(parts);
  const host = document.createElement('div');
  host.className = 'ar';
  host.tabIndex = -1;
  document.body.append(host);
  const view = signal<RoomView | undefined>(undefined);
  render(<Overlay parts={parts} placing={mine} view={view} />, host);
  const page = document.getElementById('app');
  const leave = (): void => {
    render(null, host);
    host.remove();
    if (page) page.style.visibility = '';
    window.vitrineRoom = undefined;
  };
  try {
    const [world] = await Promise.all([
      parts.world(),
      first && mine.take(first.product, first.sku),
      saved && mine.layOut(saved),
    ]);
    const opened = await openRoomView({
      ...{ world, placing: mine, load: parts.load, overlay: host, pressed },
      onLost: () => say(t('ar.noModel'), 'error'),
    });
    view.value = opened;
    // What the device does not show is not there for keyboards and readers either.
    if (page) page.style.visibility = 'hidden';
    host.focus({ preventScroll: true });
    const board = opened.ar.overlaid ? undefined : openPanel(opened, mine, parts);
    window.vitrineRoom = () => factsOf(opened, mine, board);
    opened.ar.onEnd(() => {
      leave();
      say(t('ar.ended'));
    });
  } catch (error) {
    leave();
    throw error;
  }
}

function factsOf(view: RoomView, placing: Placing, board: Panel | undefined): ArFacts {
  const spot = view.spot();
  return {
    looking: view.looking.value,
    spot: spot && { mount: spot.mount, x: spot.x, y: spot.y, z: spot.z },
    pieces: placing.plan.pieces().map((piece) => ({
      ...{ id: piece.id, product: piece.product, sku: piece.sku, scale: piece.scale },
      ...view.where(piece),
      seen: view.bodies.nodeOf(piece.id) !== undefined,
    })),
    selected: placing.selected.value,
    metres: view.measured.value?.metres,
    lit: view.isLit(),
    occluded: view.occludes(),
    anchored: view.anchored(),
    board: board && { cart: board.where('cart'), leave: board.where('leave') },
    timings: view.timings,
  };
}
