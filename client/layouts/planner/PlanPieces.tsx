import { useRef } from 'preact/hooks';
import { t } from '../../ui/i18n.ts';
import { boxOf, reach } from '../footprint.ts';
import type { Piece } from '../plan.ts';
import type { Wall } from '../snapping.ts';
import type { Desk } from './desk.ts';
import { metresOf } from './metres.ts';
import { nameOf } from './names.ts';
import type { Point, ToPlan } from './roomPlan.ts';

/** The pieces from above, what stands below first; the chosen one tells how far it is from the walls. */
export function PlanPieces({ desk, toPlan, unit }: { desk: Desk; toPlan: ToPlan; unit: number }) {
  const order = { floor: 0, wall: 1, ceiling: 2 } as const;
  const pieces = desk.pieces.value.toSorted((a, b) => order[a.mount] - order[b.mount] || a.y - b.y);
  const chosen = desk.chosen.value;
  return (
    <g class="plan-pieces">
      {pieces.map((piece) => (
        <PlanPiece key={piece.id} desk={desk} piece={piece} toPlan={toPlan} />
      ))}
      {chosen?.mount === 'floor' && <Distances desk={desk} piece={chosen} />}
      {chosen && chosen.mount !== 'wall' && desk.editable.value && (
        <TurnHandle desk={desk} piece={chosen} toPlan={toPlan} unit={unit} />
      )}
    </g>
  );
}

type PieceProps = { desk: Desk; piece: Piece; toPlan: ToPlan };

function PlanPiece({ desk, piece, toPlan }: PieceProps) {
  const grabbed = useRef<Point>([0, 0]);
  const { x, z, yaw, mount, size, scale, product } = piece;
  const [w, d] = [size[0] * scale, size[2] * scale];
  const name = nameOf(desk, piece);
  const isChosen = desk.selected.value === piece.id;
  const thumbnail = desk.sheets.value.get(product)?.thumbnail;
  const back = mount === 'wall' ? 0 : -d / 2;
  const side = Math.min(w, d);
  return (
    <g
      class={`plan-piece ${mount}${isChosen ? ' chosen' : ''}`}
      transform={`translate(${x} ${z}) rotate(${(-yaw * 180) / Math.PI})`}
      role="button"
      tabindex={0}
      aria-label={name}
      aria-pressed={isChosen}
      onFocus={() => {
        desk.selected.value = piece.id;
      }}
      onPointerDown={(event) => {
        event.stopPropagation();
        desk.selected.value = piece.id;
        event.currentTarget.setPointerCapture(event.pointerId);
        const [px, pz] = toPlan(event);
        grabbed.current = [piece.x - px, piece.z - pz];
      }}
      onPointerMove={(event) => {
        if (!event.buttons || !desk.editable.value) return;
        const [px, pz] = toPlan(event);
        desk.move(piece.id, { x: px + grabbed.current[0], z: pz + grabbed.current[1] });
      }}
      onPointerUp={() => desk.plan.rest()}
    >
      <title>{name}</title>
      <rect class="foot" x={-w / 2} y={back} width={w} height={d} rx={Math.min(0.06, side / 4)} />
      {mount === 'floor' && <path class="front" d={`M${-w / 4} ${d / 2 - 0.025}H${w / 4}`} />}
      {thumbnail && side > 0.2 && (
        <image
          href={thumbnail}
          x={-side / 2}
          y={-side / 2 + (mount === 'wall' ? d / 2 : 0)}
          width={side}
          height={side}
          transform={`rotate(${(yaw * 180) / Math.PI})`}
          preserveAspectRatio="xMidYMid meet"
        />
      )}
    </g>
  );
}

/** What turns the chosen piece: drawn around it, resting at steps. */
function TurnHandle({ desk, piece, toPlan, unit }: PieceProps & { unit: number }) {
  const far = Math.max(piece.size[0], piece.size[2]) / 2 + Math.max(0.22, unit * 30);
  const [x, z] = [piece.x + Math.sin(piece.yaw) * far, piece.z + Math.cos(piece.yaw) * far];
  return (
    <g class="turn">
      <path d={`M${piece.x} ${piece.z}L${x} ${z}`} pointer-events="none" />
      <circle
        cx={x}
        cy={z}
        r={Math.max(0.09, unit * 11)}
        onPointerDown={(event) => {
          event.stopPropagation();
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={(event) => {
          if (!event.buttons) return;
          const [px, pz] = toPlan(event);
          desk.turn(piece.id, Math.atan2(px - piece.x, pz - piece.z), event.shiftKey);
        }}
        onPointerUp={() => desk.plan.rest()}
      >
        <title>{t('plan.turn')}</title>
      </circle>
    </g>
  );
}

/** How far a piece is from the walls around it. */
function Distances({ desk, piece }: { desk: Desk; piece: Piece }) {
  const box = boxOf(piece, piece.size);
  const lines = [
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ].flatMap(([x, z]) => {
    const half = reach(box, x!, z!);
    const from: Point = [piece.x + x! * half, piece.z + z! * half];
    const metres = Math.min(...desk.rooms.walls().map((wall) => metresTo(wall, from, [x!, z!])));
    return Number.isFinite(metres) && metres > 0.03 ? [{ from, way: [x!, z!] as const, metres }] : [];
  });
  return (
    <g class="distances" pointer-events="none">
      {lines.map(({ from, way, metres }) => (
        <g key={way.join()}>
          <path d={`M${from.join(' ')}l${way[0] * metres} ${way[1] * metres}`} />
          {metres > 0.3 && (
            <text
              x={from[0] + (way[0] * metres) / 2}
              y={from[1] + (way[1] * metres) / 2 - (way[0] ? 0.06 : -0.05)}
            >
              {metresOf(metres)}
            </text>
          )}
        </g>
      ))}
    </g>
  );
}

/** Metres from a point in a direction to a wall; endless when it is not met. */
function metresTo({ from, to, nx, nz }: Wall, [x, z]: Point, [dx, dz]: Point): number {
  const towards = dx * nx + dz * nz;
  if (towards > -1e-6) return Number.POSITIVE_INFINITY;
  const far = ((from[0] - x) * nx + (from[1] - z) * nz) / towards;
  const at = [x + dx * far, z + dz * far];
  const [ex, ez] = [to[0] - from[0], to[1] - from[1]];
  const along = ((at[0]! - from[0]) * ex + (at[1]! - from[1]) * ez) / (ex * ex + ez * ez || 1);
  return far < -1e-3 || along < 0 || along > 1 ? Number.POSITIVE_INFINITY : far;
}
