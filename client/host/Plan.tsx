import type { Scene as SceneData } from '../../shared/model/scene.ts';
import { formatNumber } from '../ui/format.ts';
import { t, writing } from '../ui/i18n.ts';

type PlanProps = {
  scene: SceneData;
  /** The picture of what stands on a stand, if anything does. */
  pictureOf(stand: string): string | undefined;
  chosen: string | undefined;
  onChoose(stand: string): void;
};

/** Metres of paper around the room. */
const MARGIN = 0.6;
/** Metres of a product's picture on the plan, and of a seat. */
const PICTURE_METRES = 1.1;
const SEAT_METRES = 0.22;

/** The floor seen from above, to scale: walls, furniture, seats, screens, doors, and stands that can be chosen. */
export function Plan({ scene, pictureOf, chosen, onChoose }: PlanProps) {
  const { outline, holes } = scene.walkable;
  const xs = [...outline.map(([x]) => x), ...scene.screens.map(({ centre }) => centre[0])];
  const zs = [...outline.map(([, z]) => z), ...scene.screens.map(({ centre }) => centre[2])];
  const [left, top] = [Math.min(...xs) - MARGIN, Math.min(...zs) - MARGIN];
  const box = [left, top, Math.max(...xs) + MARGIN - left, Math.max(...zs) + MARGIN - top];
  return (
    <svg class="plan" viewBox={box.join(' ')} role="group" aria-label={t('console.plan')}>
      <polygon class="floor" points={points(outline)} />
      {holes.map((hole, index) => (
        <polygon key={index} class="thing" points={points(hole)} />
      ))}
      {scene.seats.map(({ position: [x, , z] }, index) => (
        <circle key={index} class="seat" cx={x} cy={z} r={SEAT_METRES} />
      ))}
      {scene.screens.map(({ id, centre: [x, , z], width, yaw }) => (
        <line key={id} class="screen" {...across(x, z, width, yaw)} />
      ))}
      {scene.portals.map(({ id, position: [x, , z], width, yaw }) => (
        <line key={id} class="portal" {...across(x, z, width, yaw)} />
      ))}
      {scene.stands.map(({ id, position: [x, , z], size, yaw }) => {
        const picture = pictureOf(id);
        const number = id.replace('stand-', '');
        return (
          <g
            key={id}
            class={id === chosen ? 'place chosen' : 'place'}
            role="button"
            tabIndex={0}
            aria-label={standName(id)}
            aria-pressed={id === chosen}
            onClick={() => onChoose(id)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' && event.key !== ' ') return;
              event.preventDefault();
              onChoose(id);
            }}
          >
            <rect
              x={-size[0] / 2}
              y={-size[1] / 2}
              width={size[0]}
              height={size[1]}
              transform={`translate(${x} ${z}) rotate(${(-yaw * 180) / Math.PI})`}
            />
            {picture ? (
              <image
                href={picture}
                x={x - PICTURE_METRES / 2}
                y={z - PICTURE_METRES / 2}
                width={PICTURE_METRES}
                height={PICTURE_METRES}
              />
            ) : (
              <text x={x} y={z + 0.16}>
                {number}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}

/** What a stand is called: its number, or its own name. */
export function standName(id: string): string {
  const name = id.replace('stand-', '');
  const number = Number(name);
  return `${t('console.stand')} ${Number.isInteger(number) ? formatNumber(number, writing.value) : name}`;
}

const points = (polygon: readonly (readonly [number, number])[]): string =>
  polygon.map(([x, z]) => `${x},${z}`).join(' ');

/** The line of something upright that faces along a yaw. */
function across(x: number, z: number, width: number, yaw: number) {
  const dx = (Math.cos(yaw) * width) / 2;
  const dz = (-Math.sin(yaw) * width) / 2;
  return { x1: x - dx, y1: z - dz, x2: x + dx, y2: z + dz };
}
