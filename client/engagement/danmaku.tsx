import './danmaku.css';
import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { SelectField } from '../ui/Field.tsx';
import { t } from '../ui/i18n.ts';
import type { ScreenPicture } from '../world/corners.ts';
import { Sign } from './icons.tsx';
import { chooseLane, type Flight, leastBusy } from './lanes.ts';

/** Chat lines that fly over the screen's picture. */
export type Danmaku = {
  /** Lets a line fly, when there is room for it; one's own always. */
  fly(line: { id: number; text: string }, own: boolean): void;
  /** Takes a line out of the air. */
  drop(id: number): void;
  /** Takes all lines out of the air. */
  clear(): void;
  Switch(): ComponentChildren;
  Settings(): ComponentChildren;
  dispose(): void;
};

const DENSITIES = { few: 0.28, normal: 0.55, many: 0.9 } as const;
type Density = keyof typeof DENSITIES;
type Wish = { on: boolean; density: Density };

const STORE_KEY = 'vitrine.danmaku';
/** Milliseconds from the first letter in to the last one out. */
const FLIGHT_MS = 9000;
/** Height of a lane as a share of the picture's, and within which pixels; below which height of the picture nothing flies. */
const LANE = { share: 1 / 9, least: 22, most: 44 } as const;
const LEAST_PICTURE = 60;
const RIGHT_TO_LEFT = /^[^\p{L}]*[\p{Script=Arabic}\p{Script=Hebrew}]/u;

/** Opens the flight over a picture, in a layer over the room. */
export function openDanmaku(layer: HTMLElement, picture: ScreenPicture): Danmaku {
  const wish = signal(readWish());
  const sky = document.createElement('div');
  sky.className = 'danmaku';
  sky.ariaHidden = 'true';
  sky.hidden = true;
  layer.prepend(sky);
  const corners = new Float32Array(8);
  const flying = new Map<number, HTMLElement>();
  let last: (Flight | undefined)[] = [];
  let [left, top, width, height] = [0, 0, 0, 0];
  let drawn = '';
  const follow = (): void => {
    if (!wish.value.on || flying.size === 0) return;
    const seen = picture.corners(corners) && measure();
    if (sky.hidden === seen) sky.hidden = !seen;
    if (seen) place();
  };
  const measure = (): boolean => {
    const [x0, y0, x1, y1, x2, y2, x3, y3] = corners as unknown as number[];
    left = Math.round(Math.min(x0!, x3!));
    top = Math.round(Math.min(y0!, y1!));
    width = Math.round(Math.max(x1!, x2!)) - left;
    height = Math.round(Math.max(y2!, y3!)) - top;
    return height >= LEAST_PICTURE;
  };
  const place = (): void => {
    const shape = Array.from({ length: 4 }, (_, at) => {
      const [x, y] = [corners[at * 2]! - left, corners[at * 2 + 1]! - top];
      return `${Math.round(x)}px ${Math.round(y)}px`;
    }).join(',');
    const next = `${left} ${top} ${width} ${height} ${shape}`;
    if (next === drawn) return;
    drawn = next;
    sky.style.transform = `translate(${left}px, ${top}px)`;
    sky.style.width = `${width}px`;
    sky.style.height = `${height}px`;
    sky.style.clipPath = `polygon(${shape})`;
    sky.style.setProperty('--lane', `${laneHeight()}px`);
  };
  const laneHeight = (): number => Math.min(LANE.most, Math.max(LANE.least, height * LANE.share));
  const unfollow = picture.onFrame(follow);

  const launch = (id: number, text: string, own: boolean): void => {
    const piece = document.createElement('span');
    piece.textContent = text;
    const fromLeft = RIGHT_TO_LEFT.test(text);
    piece.dir = fromLeft ? 'rtl' : 'ltr';
    if (own) piece.className = 'own';
    sky.hidden = false;
    place();
    sky.append(piece);
    const field = {
      width,
      lanes: Math.max(1, Math.floor((height * DENSITIES[wish.value.density]) / laneHeight())),
      flightMs: FLIGHT_MS,
    };
    const flight = { startedAt: performance.now(), width: piece.offsetWidth, fromLeft };
    const lane = chooseLane(last, flight, field) ?? (own ? leastBusy(last, field.lanes) : undefined);
    if (lane === undefined) {
      piece.remove();
      return;
    }
    last[lane] = flight;
    flying.set(id, piece);
    piece.style.top = `calc(var(--lane) * ${lane})`;
    const [from, to] = fromLeft ? [-flight.width, field.width] : [field.width, -flight.width];
    const way = [{ transform: `translateX(${from}px)` }, { transform: `translateX(${to}px)` }];
    piece.animate(way, { duration: FLIGHT_MS, fill: 'both' }).onfinish = () => drop(id);
  };
  const drop = (id: number): void => {
    flying.get(id)?.remove();
    flying.delete(id);
    if (flying.size === 0) sky.hidden = true;
  };
  const clear = (): void => {
    for (const id of [...flying.keys()]) drop(id);
    last = [];
  };
  const set = (change: Partial<Wish>): void => {
    wish.value = { ...wish.value, ...change };
    localStorage.setItem(STORE_KEY, JSON.stringify(wish.value));
    if (!wish.value.on) clear();
  };
  return {
    fly({ id, text }, own) {
      if (!wish.value.on || document.hidden || flying.has(id)) return;
      if (picture.corners(corners) && measure()) launch(id, text, own);
    },
    drop,
    clear,
    Switch: () => (
      <button
        type="button"
        class="icon-button"
        aria-label={t('danmaku.on')}
        aria-pressed={wish.value.on}
        title={t('danmaku.on')}
        onClick={() => set({ on: !wish.value.on })}
      >
        <Sign name="flying" />
      </button>
    ),
    Settings: () => (
      <>
        <h3>{t('danmaku.title')}</h3>
        <label class="check">
          <input
            type="checkbox"
            checked={wish.value.on}
            onChange={(event) => set({ on: event.currentTarget.checked })}
          />
          <span>{t('danmaku.on')}</span>
        </label>
        <SelectField
          name="danmaku"
          label={t('danmaku.density')}
          options={(Object.keys(DENSITIES) as Density[]).map((each) => [each, t(`danmaku.${each}`)])}
          initial={wish.value.density}
          disabled={!wish.value.on}
          onChange={(density) => set({ density: density as Density })}
        />
      </>
    ),
    dispose() {
      unfollow();
      clear();
      sky.remove();
    },
  };
}

/** As this device remembers it; off where the system asks for less motion. */
function readWish(): Wish {
  const usual = !matchMedia('(prefers-reduced-motion: reduce)').matches;
  try {
    const { on, density } = JSON.parse(localStorage.getItem(STORE_KEY) ?? '{}');
    return { on: typeof on === 'boolean' ? on : usual, density: density in DENSITIES ? density : 'normal' };
  } catch {
    return { on: usual, density: 'normal' };
  }
}
