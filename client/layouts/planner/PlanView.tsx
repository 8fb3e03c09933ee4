import './plan.css';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { RoomPlan } from '../../../shared/model/layout.ts';
import { t } from '../../ui/i18n.ts';
import type { Desk } from './desk.ts';
import { metresOf } from './metres.ts';
import { PlanPieces } from './PlanPieces.tsx';
import { PlanRoom } from './PlanRoom.tsx';
import type { Point, ToPlan } from './roomPlan.ts';

/** Metres around the room that are shown with it, and that an empty plan shows. */
const AIR = 0.95;
const OPEN = 6;
/** Pixels of what is read. */
const TEXT = 13;

/** The room from above as a drawing, in metres: pieces are dragged and turned, and where the room is open its corners too. */
export function PlanView({ desk }: { desk: Desk }) {
  const svg = useRef<SVGSVGElement>(null);
  const [tape, setTape] = useState<{ from: Point; to: Point } | undefined>(undefined);
  const room = desk.room.value;
  const drawing = desk.rooms.drawing.value;
  const box = boxOf(drawing ? undefined : room, desk);
  const [size, setSize] = useState<Point>([800, 600]);
  /** Metres of a pixel: what is read or taken is as large in every window. */
  const unit = Math.max(box.wide / size[0], box.deep / size[1]);
  const toPlan: ToPlan = ({ clientX, clientY }) => {
    const at = new DOMPoint(clientX, clientY).matrixTransform(svg.current!.getScreenCTM()!.inverse());
    return [at.x, at.y];
  };
  useLayoutEffect(() => {
    if (drawing) svg.current?.focus({ preventScroll: true });
  }, [drawing !== undefined]);
  useEffect(() => {
    const look = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      setSize([width || 1, height || 1]);
    });
    look.observe(svg.current!);
    return () => look.disconnect();
  }, []);
  const onDown = (event: PointerEvent): void => {
    if (drawing || !desk.editable.value || event.target !== event.currentTarget) {
      if (!drawing && event.target === event.currentTarget)
        setTape({ from: toPlan(event), to: toPlan(event) });
      return;
    }
    desk.selected.value = undefined;
    svg.current!.setPointerCapture(event.pointerId);
    setTape({ from: toPlan(event), to: toPlan(event) });
  };
  const isTape = tape && Math.hypot(tape.to[0] - tape.from[0], tape.to[1] - tape.from[1]) > 0.04;
  return (
    <svg
      ref={svg}
      class={drawing ? 'plan drawing' : 'plan'}
      style={{ fontSize: `${unit * TEXT}px` }}
      viewBox={`${box.x} ${box.z} ${box.wide} ${box.deep}`}
      role="group"
      aria-label={drawing ? t('plan.draw.hint') : t('plan.stage.plan')}
      tabindex={drawing ? 0 : -1}
      onPointerDown={onDown}
      onPointerMove={(event) => {
        if (drawing) desk.rooms.point(toPlan(event));
        else if (tape && event.buttons) setTape({ ...tape, to: toPlan(event) });
      }}
      onClick={(event) => {
        if (!drawing) return;
        desk.rooms.point(toPlan(event));
        desk.rooms.corner(room?.height ?? 2.6);
      }}
      onKeyDown={(event) => drawing && drawKey(desk, event)}
    >
      <Boards />
      {drawing ? (
        <DrawnCorners desk={desk} />
      ) : (
        room && <PlanRoom desk={desk} room={room} toPlan={toPlan} unit={unit} />
      )}
      {!drawing && <PlanPieces desk={desk} toPlan={toPlan} unit={unit} />}
      {isTape && <Tape {...tape} />}
    </svg>
  );
}

/** What a key does while walls are drawn. */
function drawKey(desk: Desk, event: KeyboardEvent): void {
  const { rooms } = desk;
  const cursor = rooms.drawing.value!.cursor;
  const ways: Record<string, Point> = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
  };
  const way = ways[event.key];
  const metres = event.shiftKey ? 0.5 : 0.1;
  if (way) rooms.point([cursor[0] + way[0] * metres, cursor[1] + way[1] * metres]);
  else if (event.key === ' ') rooms.corner(desk.room.value?.height ?? 2.6);
  else if (event.key === 'Enter') rooms.close(desk.room.value?.height ?? 2.6);
  else if (event.key === 'Backspace') rooms.uncorner();
  else if (event.key === 'Escape') rooms.giveUp();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function boxOf(room: RoomPlan | null | undefined, desk: Desk) {
  const corners: Point[] = room?.corners ?? [
    [-OPEN / 2, -OPEN / 2],
    [OPEN / 2, OPEN / 2],
    ...desk.pieces.value.map(({ x, z }): Point => [x, z]),
  ];
  const xs = corners.map(([x]) => x);
  const zs = corners.map(([, z]) => z);
  const [x, z] = [Math.min(...xs) - AIR, Math.min(...zs) - AIR];
  return { x, z, wide: Math.max(...xs) + AIR - x, deep: Math.max(...zs) + AIR - z };
}

/** How the floor is drawn: boards, faintly. */
function Boards() {
  return (
    <defs>
      <pattern id="plan-boards" width="1.2" height="0.34" patternUnits="userSpaceOnUse">
        <rect width="1.2" height="0.34" class="board" />
        <path class="seam" d="M0 0h1.2M0 .17h1.2M.3 0v.17M.9 .17v.17" />
      </pattern>
    </defs>
  );
}

function DrawnCorners({ desk }: { desk: Desk }) {
  const { corners, cursor } = desk.rooms.drawing.value!;
  const line = [...corners, cursor].map((one) => one.join(' ')).join(' L ');
  const last = corners.at(-1);
  const length = last && Math.hypot(cursor[0] - last[0], cursor[1] - last[1]);
  return (
    <g class="drawn">
      {corners.length > 0 && <path d={`M ${line}`} />}
      {corners.map(([x, z], at) => (
        <circle key={at} cx={x} cy={z} r={at === 0 ? 0.09 : 0.055} />
      ))}
      <path class="cross" d={`M${cursor[0] - 0.14} ${cursor[1]}h.28M${cursor[0]} ${cursor[1] - 0.14}v.28`} />
      {length !== undefined && length > 0.05 && (
        <text x={(cursor[0] + last![0]) / 2} y={(cursor[1] + last![1]) / 2 - 0.1}>
          {metresOf(length)}
        </text>
      )}
    </g>
  );
}

/** A tape between two points. */
function Tape({ from, to }: { from: Point; to: Point }) {
  return (
    <g class="tape">
      <path d={`M${from.join(' ')}L${to.join(' ')}`} />
      <circle cx={from[0]} cy={from[1]} r="0.035" />
      <circle cx={to[0]} cy={to[1]} r="0.035" />
      <text x={(from[0] + to[0]) / 2} y={(from[1] + to[1]) / 2 - 0.08}>
        {metresOf(Math.hypot(to[0] - from[0], to[1] - from[1]))}
      </text>
    </g>
  );
}
