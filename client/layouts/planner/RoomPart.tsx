import type { Opening, RoomPlan } from '../../../shared/model/layout.ts';
import { t } from '../../ui/i18n.ts';
import type { Desk } from './desk.ts';
import { PlanIcon } from './icons.tsx';
import { Measure } from './Measure.tsx';
import { roundOf } from './metres.ts';
import {
  floorArea,
  HEIGHTS,
  rectangle,
  WALLS,
  wallLength,
  withChange,
  withHeight,
  withLength,
  withOpening,
  withoutCorner,
  withSplit,
} from './roomPlan.ts';

/** The room by numbers: a rectangle, or wall by wall; its ceiling, doors and windows; or drawn by hand. */
export function RoomPart({ desk }: { desk: Desk }) {
  const { rooms } = desk;
  const room = desk.room.value;
  const drawing = rooms.drawing.value;
  const disabled = !desk.editable.value;
  if (drawing) return <DrawingPart desk={desk} />;
  return (
    <fieldset class="room-part" disabled={disabled}>
      <Quick desk={desk} room={room} />
      <button
        type="button"
        class="quiet"
        onClick={() => {
          desk.stage.value = 'plan';
          rooms.draw();
        }}
      >
        <PlanIcon name="draw" /> {t('plan.draw')}
      </button>
      {room && <Walls desk={desk} room={room} />}
      {room && room.openings.length > 0 && <Openings desk={desk} room={room} />}
    </fieldset>
  );
}

/** Width, depth and height: for a rectangle they are the room's, for others they make one. */
function Quick({ desk, room }: { desk: Desk; room: RoomPlan | null }) {
  const { rooms } = desk;
  const height = room?.height ?? 2.6;
  const [width, depth] = room ? [wallLength(room, 0), wallLength(room, 1)] : [4, 3.5];
  const isPlain = room !== null && isRectangle(room);
  const set = (wall: number, metres: number): void => {
    if (isPlain) rooms.go(centred(withLength(room, wall, metres)));
    else rooms.go(wall === 0 ? rectangle(metres, depth, height) : rectangle(width, metres, height));
    rooms.rest();
  };
  return (
    <section>
      <h2>{t('plan.rectangle')}</h2>
      <div class="measures">
        <Measure
          label={t('plan.width')}
          value={width}
          least={1}
          most={WALLS.most}
          onChange={(m) => set(0, m)}
        />
        <Measure
          label={t('plan.depth')}
          value={depth}
          least={1}
          most={WALLS.most}
          onChange={(m) => set(1, m)}
        />
        <Measure
          label={t('plan.height')}
          value={height}
          {...HEIGHTS}
          onChange={(metres) => rooms.go(withHeight(room ?? rectangle(4, 3.5, metres), metres))}
        />
      </div>
      {room && <p class="hint">{t('plan.area', { area: roundOf(floorArea(room)) })}</p>}
      {room && !isPlain && (
        <button type="button" class="quiet" onClick={() => rooms.rectangle(4.4, 3.6, height)}>
          {t('plan.makeRectangle')}
        </button>
      )}
    </section>
  );
}

function isRectangle(room: RoomPlan): boolean {
  if (room.corners.length !== 4) return false;
  const [a, b, c, d] = [0, 1, 2, 3].map((wall) => wallLength(room, wall)) as [number, number, number, number];
  const [p, , q] = room.corners;
  const across = Math.hypot(p![0] - q![0], p![1] - q![1]);
  return Math.abs(a - c) < 0.01 && Math.abs(b - d) < 0.01 && Math.abs(Math.hypot(a, b) - across) < 0.01;
}

/** A room moved so that its middle is the layout's. */
function centred(room: RoomPlan | undefined): RoomPlan | undefined {
  if (!room) return undefined;
  const middle = [0, 1].map((axis) => {
    const all = room.corners.map((one) => one[axis]!);
    return (Math.min(...all) + Math.max(...all)) / 2;
  });
  return { ...room, corners: room.corners.map(([x, z]) => [x - middle[0]!, z - middle[1]!]) };
}

function DrawingPart({ desk }: { desk: Desk }) {
  const { rooms } = desk;
  const count = rooms.drawing.value?.corners.length ?? 0;
  return (
    <section class="room-part">
      <h2>{t('plan.draw')}</h2>
      <p>{t('plan.draw.hint')}</p>
      <p class="hint" role="status">
        {t('plan.draw.count', { count })}
      </p>
      <div class="verb-row">
        <button
          type="button"
          class="primary"
          disabled={count < 3}
          onClick={() => rooms.close(desk.room.value?.height ?? 2.6)}
        >
          {t('plan.draw.close')}
        </button>
        <button type="button" class="quiet" onClick={rooms.giveUp}>
          {t('plan.draw.giveUp')}
        </button>
      </div>
    </section>
  );
}

function Walls({ desk, room }: { desk: Desk; room: RoomPlan }) {
  const { rooms } = desk;
  return (
    <section>
      <h2>{t('plan.walls')}</h2>
      <ul class="walls">
        {room.corners.map((_, wall) => (
          <li
            key={wall}
            onFocusCapture={() => (rooms.wall.value = wall)}
            onPointerEnter={() => (rooms.wall.value = wall)}
          >
            <Measure
              label={t('plan.wall', { number: wall + 1 })}
              value={wallLength(room, wall)}
              {...WALLS}
              onChange={(metres) => rooms.go(withLength(room, wall, metres))}
            />
            <WallVerb
              label={t('plan.addDoor', { number: wall + 1 })}
              icon="door"
              run={() => rooms.go(withOpening(room, 'door', wall))}
            />
            <WallVerb
              label={t('plan.addWindow', { number: wall + 1 })}
              icon="window"
              run={() => rooms.go(withOpening(room, 'window', wall))}
            />
            <WallVerb
              label={t('plan.addCorner', { number: wall + 1 })}
              icon="corner"
              run={() => rooms.go(withSplit(room, wall))}
            />
            {room.corners.length > 3 && (
              <WallVerb
                label={t('plan.removeCorner', { number: wall + 1 })}
                icon="remove"
                run={() => rooms.go(withoutCorner(room, wall))}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

type WallVerbProps = { label: string; icon: 'door' | 'window' | 'corner' | 'remove'; run(): unknown };
const WallVerb = ({ label, icon, run }: WallVerbProps) => (
  <button type="button" class="icon-button" aria-label={label} title={label} onClick={() => void run()}>
    <PlanIcon name={icon} />
  </button>
);

function Openings({ desk, room }: { desk: Desk; room: RoomPlan }) {
  const { rooms } = desk;
  const change = (index: number, to: Partial<Omit<Opening, 'kind'>>): void =>
    void rooms.go(withChange(room, index, to));
  return (
    <section>
      <h2>{t('plan.openings')}</h2>
      <ul class="openings">
        {room.openings.map((opening, index) => (
          <li key={index}>
            <div class="opening-head">
              <h3>{t(`plan.${opening.kind}`, { number: opening.wall + 1 })}</h3>
              <WallVerb
                label={t('plan.removeOpening', {
                  name: t(`plan.${opening.kind}`, { number: opening.wall + 1 }),
                })}
                icon="remove"
                run={() => rooms.go({ ...room, openings: room.openings.toSpliced(index, 1) })}
              />
            </div>
            <div class="measures">
              <Measure
                label={t('plan.from')}
                value={opening.from}
                least={0}
                most={WALLS.most}
                onChange={(from) => change(index, { from })}
              />
              <Measure
                label={t('plan.width')}
                value={opening.width}
                least={0.3}
                most={WALLS.most}
                onChange={(width) => change(index, { width })}
              />
              {opening.kind === 'window' && (
                <Measure
                  label={t('plan.bottom')}
                  value={opening.bottom}
                  least={0}
                  most={HEIGHTS.most}
                  onChange={(bottom) => change(index, { bottom })}
                />
              )}
              <Measure
                label={t('plan.top')}
                value={opening.top}
                least={0.4}
                most={HEIGHTS.most}
                onChange={(top) => change(index, { top })}
              />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
