import type { Opening, RoomPlan } from '../../../shared/model/layout.ts';
import { t } from '../../ui/i18n.ts';
import type { Wall } from '../snapping.ts';
import { type Desk, STEP } from './desk.ts';
import { metresOf } from './metres.ts';
import {
  type Point,
  restingCorner,
  type ToPlan,
  wallLength,
  wallsOf,
  withChange,
  withCorner,
} from './roomPlan.ts';

/** Metres of a wall as it is drawn. */
const THICK = 0.13;

type PlanRoomProps = { desk: Desk; room: RoomPlan; toPlan: ToPlan; unit: number };

/** Pixels of a corner that a finger takes. */
const HANDLE = 11;

/** Floor, walls, doors and windows as a plan shows them; while the room is worked on its corners can be taken. */
export function PlanRoom({ desk, room, toPlan, unit }: PlanRoomProps) {
  const walls = wallsOf(room);
  const isOpen = desk.part.value === 'room' && desk.editable.value;
  const outline = room.corners.map((one) => one.join(' ')).join(' L ');
  return (
    <g class="plan-room">
      <path class="floor" d={`M ${outline} Z`} fill="url(#plan-boards)" pointer-events="none" />
      <path class="walls" d={`M ${outline} Z ${outer(walls)} Z`} fill-rule="evenodd" pointer-events="none" />
      {room.openings.map((opening, at) => (
        <Hole
          key={at}
          desk={desk}
          index={at}
          opening={opening}
          wall={walls[opening.wall]!}
          room={room}
          toPlan={toPlan}
        />
      ))}
      {walls.map((wall, at) => (
        <Length
          key={at}
          wall={wall}
          metres={wallLength(room, at)}
          isMarked={isOpen && desk.rooms.wall.value === at}
        />
      ))}
      {isOpen &&
        room.corners.map((corner, at) => (
          <Corner key={at} desk={desk} room={room} index={at} at={corner} toPlan={toPlan} unit={unit} />
        ))}
    </g>
  );
}

/** The outer side of the walls, mitred. */
function outer(walls: readonly Wall[]): string {
  const count = walls.length;
  const points = walls.map((wall, at) => {
    const before = walls[(at + count - 1) % count]!;
    const [nx, nz] = [wall.nx + before.nx, wall.nz + before.nz];
    const share = Math.max(0.35, nx * wall.nx + nz * wall.nz);
    return [wall.from[0] - (nx / share) * THICK, wall.from[1] - (nz / share) * THICK].join(' ');
  });
  return `M ${points.join(' L ')}`;
}

type HoleProps = {
  desk: Desk;
  index: number;
  opening: Opening;
  wall: Wall;
  room: RoomPlan;
  toPlan: ToPlan;
};

/** A door with the way it opens, or a window; both can be moved along their wall. */
function Hole({ desk, index, opening, wall, room, toPlan }: HoleProps) {
  const { from, width, kind } = opening;
  const length = Math.hypot(wall.to[0] - wall.from[0], wall.to[1] - wall.from[1]) || 1;
  const [dx, dz] = [(wall.to[0] - wall.from[0]) / length, (wall.to[1] - wall.from[1]) / length];
  const at = (along: number, into: number): Point => [
    wall.from[0] + dx * along + wall.nx * into,
    wall.from[1] + dz * along + wall.nz * into,
  ];
  const isOpen = desk.part.value === 'room' && desk.editable.value;
  const box = [at(from, 0), at(from + width, 0), at(from + width, -THICK), at(from, -THICK)];
  const to = kind === 'door' ? at(from, width) : at(from, 0);
  const sweep = dx * wall.nz - dz * wall.nx > 0 ? 0 : 1;
  const drag = (event: PointerEvent): void => {
    if (!isOpen || !event.buttons) return;
    const [x, z] = toPlan(event);
    const along = (x - wall.from[0]) * dx + (z - wall.from[1]) * dz - width / 2;
    desk.rooms.go(withChange(room, index, { from: Math.round(along * 20) / 20 }), `hole ${index}`);
  };
  return (
    <g
      class={isOpen ? `hole ${kind} free` : `hole ${kind}`}
      onPointerDown={(event) => isOpen && event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onPointerUp={() => desk.rooms.rest()}
    >
      <path class="gap" d={`M${box.map((one) => one.join(' ')).join('L')}Z`} />
      {kind === 'door' ? (
        <path
          class="swing"
          d={`M${at(from, 0).join(' ')}L${to.join(' ')}A${width} ${width} 0 0 ${sweep} ${at(from + width, 0).join(' ')}`}
        />
      ) : (
        <path
          class="pane"
          d={`M${at(from, -THICK / 2).join(' ')}L${at(from + width, -THICK / 2).join(' ')}`}
        />
      )}
    </g>
  );
}

/** How long a wall is, beside it. */
function Length({ wall, metres, isMarked }: { wall: Wall; metres: number; isMarked: boolean }) {
  const [x, z] = [
    (wall.from[0] + wall.to[0]) / 2 - wall.nx * 0.4,
    (wall.from[1] + wall.to[1]) / 2 - wall.nz * 0.4,
  ];
  let turn = (Math.atan2(wall.to[1] - wall.from[1], wall.to[0] - wall.from[0]) * 180) / Math.PI;
  if (turn > 90.5 || turn <= -89.5) turn += 180;
  return (
    <text
      class={isMarked ? 'length marked' : 'length'}
      transform={`translate(${x} ${z}) rotate(${turn})`}
      pointer-events="none"
    >
      {metresOf(metres)}
    </text>
  );
}

type CornerProps = { desk: Desk; room: RoomPlan; index: number; at: Point; toPlan: ToPlan; unit: number };

/** A corner that is dragged, or moved by arrows. */
function Corner({ desk, room, index, at, toPlan, unit }: CornerProps) {
  const count = room.corners.length;
  const neighbours = [room.corners[(index + count - 1) % count]!, room.corners[(index + 1) % count]!];
  const go = (point: Point): boolean => desk.rooms.go(withCorner(room, index, point), `corner ${index}`);
  const ways: Record<string, Point> = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
  };
  return (
    <circle
      class="corner"
      cx={at[0]}
      cy={at[1]}
      r={Math.max(0.1, unit * HANDLE)}
      role="button"
      tabindex={0}
      aria-label={t('plan.corner', { number: index + 1 })}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={(event) => event.buttons && go(restingCorner(toPlan(event), neighbours))}
      onPointerUp={() => desk.rooms.rest()}
      onKeyDown={(event) => {
        const way = ways[event.key];
        if (!way) return;
        event.preventDefault();
        const metres = event.shiftKey ? STEP.fine : STEP.metres;
        go([at[0] + way[0] * metres, at[1] + way[1] * metres]);
        desk.rooms.rest();
      }}
    />
  );
}
