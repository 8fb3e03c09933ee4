import {
  LAYOUT_METRES,
  MOST_PLACEMENTS,
  type Mount,
  type Placement,
  SCALES,
} from '../../shared/model/layout.ts';
import { addMoney, type Money } from '../../shared/model/money.ts';
import { type Box, boxOf, overlap } from './footprint.ts';
import type { Goods, Size } from './goods.ts';
import { type Pose, restingTurn, type Snap, snapped, turnTo, type Wall } from './snapping.ts';
import { openSteps } from './steps.ts';

/** A placement with what is known of it: its true size (metres) and what the server asks for it. */
export type Piece = Placement & { size: Size; price: Money };

/** Why something was not done: it would stand in another (`by`), too far away, or there are too many; and then it is as it was. */
export type Refused = { done: false; why: 'taken' | 'far' | 'full'; by?: string };
/** What was done, and what it was drawn to. */
export type Outcome = { done: true; piece: Piece; snaps: Snap[] } | Refused;

/** Where something is wished to be: left out stays. */
export type Wish = { x?: number; y?: number; z?: number; yaw?: number };
/** What is laid beside others, and where. */
export type NewPiece = { sku: string; x: number; y: number; z: number; yaw: number; mount?: Mount };
/** How many of a SKU are placed. */
export type PlanLine = { product: string; sku: string; quantity: number };

/**
 * The pieces in somebody's room. Nothing stands in another: a refused wish leaves everything as it was and says why. Moves,
 * turns and scalings of one piece are one step to undo until `rest`; all else is a step each.
 */
export type Plan = ReturnType<typeof openPlan>;

/** Metres within which a wall or a neighbour says how a turn is counted. */
const BASE_METRES = 1.5;

/** Opens an empty plan. */
export function openPlan({ newId = () => crypto.randomUUID() as string } = {}) {
  const known = new Map<string, Goods>();
  const steps = openSteps<readonly Piece[]>([]);
  const listeners = new Set<() => void>();
  let walls: readonly Wall[] = [];

  const pieces = (): readonly Piece[] => steps.now;
  const find = (id: string): Piece | undefined => pieces().find((piece) => piece.id === id);
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const leap = (done: boolean): boolean => {
    if (done) tell();
    return done;
  };
  const become = (next: readonly Piece[], stroke?: string): void => {
    steps.go(next, stroke);
    tell();
  };
  /** Who stands where a piece is wished to be. */
  const takenBy = (piece: Piece): string | undefined => {
    const box = boxOf(piece, piece.size);
    return pieces().find((other) => other.id !== piece.id && overlap(box, boxOf(other, other.size)))?.id;
  };
  const refusal = (piece: Piece): Refused | undefined => {
    if (Math.max(Math.abs(piece.x), Math.abs(piece.y), Math.abs(piece.z)) > LAYOUT_METRES)
      return { done: false, why: 'far' };
    const by = takenBy(piece);
    return by === undefined ? undefined : { done: false, why: 'taken', by };
  };
  const neighbours = (id: string): Box[] =>
    pieces()
      .filter((other) => other.id !== id)
      .map((other) => boxOf(other, other.size));
  /** The place where a piece comes to rest: drawn to what is near if that is free, else as wished if that is. */
  const settled = (piece: Piece, free: boolean): Outcome => {
    const drawn = free
      ? { pose: piece as Pose, snaps: [] }
      : snapped(piece, piece.size, walls, neighbours(piece.id));
    const there = { ...piece, ...drawn.pose };
    const not = refusal(there);
    if (!not) return { done: true, piece: there, snaps: drawn.snaps };
    return refusal(piece) ?? { done: true, piece, snaps: [] };
  };
  const replaced = (piece: Piece): Piece[] => pieces().map((old) => (old.id === piece.id ? piece : old));
  const change = (id: string, stroke: string, to: (piece: Piece) => Outcome): Outcome | undefined => {
    const piece = find(id);
    if (!piece) return undefined;
    const outcome = to(piece);
    if (outcome.done) become(replaced(outcome.piece), `${stroke} ${id}`);
    return outcome;
  };
  /** How turns are counted near a place: from the nearest wall, else from the nearest neighbour. */
  const baseOf = (piece: Piece): number => {
    let base = { metres: BASE_METRES, yaw: 0 };
    for (const { from, nx, nz } of walls) {
      const metres = Math.abs((piece.x - from[0]) * nx + (piece.z - from[1]) * nz);
      if (metres < base.metres) base = { metres, yaw: Math.atan2(nx, nz) };
    }
    if (base.metres < BASE_METRES) return base.yaw;
    for (const other of pieces()) {
      const metres = Math.hypot(other.x - piece.x, other.z - piece.z);
      if (other.id !== piece.id && metres < base.metres) base = { metres, yaw: other.yaw };
    }
    return base.yaw;
  };

  return {
    /** All pieces, in the order in which they came; a new array after each change. */
    pieces,
    find,
    /** Makes SKUs known that may be placed; what one costs now replaces what it cost. */
    know(goods: readonly Goods[]): void {
      for (const one of goods) known.set(one.sku, one);
      if (pieces().some(({ sku }) => goods.some((one) => one.sku === sku))) {
        steps.all((list) =>
          list.map((piece) => ({ ...piece, price: known.get(piece.sku)?.price ?? piece.price })),
        );
        tell();
      }
    },
    knows: (sku: string): boolean => known.has(sku),
    /** The walls that things are drawn to. */
    setWalls(next: readonly Wall[]): void {
      walls = next;
    },
    walls: () => walls,
    /** Places a known SKU: where it is wished, drawn to what is near. */
    add({ sku, mount, ...at }: NewPiece): Outcome {
      const { product, size, price, mount: home } = goodsFor(known, sku);
      if (pieces().length >= MOST_PLACEMENTS) return { done: false, why: 'full' };
      const piece = { id: newId(), product, sku, mount: mount ?? home, ...at, scale: 1, size, price };
      const outcome = settled(piece, false);
      if (outcome.done) become([...pieces(), outcome.piece]);
      return outcome;
    },
    /** Says how a wish would come to rest, without doing it. */
    tryAdd({ sku, mount, ...at }: NewPiece): Outcome {
      const { product, size, price, mount: home } = goodsFor(known, sku);
      return settled({ id: '', product, sku, mount: mount ?? home, ...at, scale: 1, size, price }, false);
    },
    /** Moves a piece; `free` leaves out being drawn. Undefined where there is no such piece. */
    move: (id: string, wish: Wish, free = false): Outcome | undefined =>
      change(id, 'move', (piece) => settled({ ...piece, ...wish }, free)),
    /** Turns a piece to a yaw (radians), resting at steps of 15° that are near unless `free`; what hangs on a wall keeps its own. */
    turn: (id: string, yaw: number, free = false): Outcome | undefined =>
      change(id, 'turn', (piece) => {
        if (piece.mount === 'wall') return { done: true, piece, snaps: [] };
        const rest = free ? yaw : restingTurn(yaw, baseOf(piece));
        return settled({ ...piece, yaw: turnTo(0, rest) }, true);
      }),
    /** Scales a piece against its true size, within bounds. */
    scale: (id: string, scale: number): Outcome | undefined =>
      change(id, 'scale', (piece) =>
        settled({ ...piece, scale: Math.min(SCALES.most, Math.max(SCALES.least, scale)) }, true),
      ),
    /** Makes a piece another SKU that is known, in its place. */
    choose: (id: string, sku: string): Outcome | undefined =>
      change(id, 'choose', (piece) => {
        const { product, size, price } = goodsFor(known, sku);
        return settled({ ...piece, product, sku, size, price }, true);
      }),
    remove(id: string): void {
      if (find(id)) become(pieces().filter((piece) => piece.id !== id));
    },
    /** Lays out others in place of all; answers those whose SKU is not known, which are left out. A step to undo unless `anew`. */
    replace(placements: readonly Placement[], anew = false): Placement[] {
      const next = placements.flatMap((placement) => {
        const goods = known.get(placement.sku);
        return goods ? [{ ...placement, size: goods.size, price: goods.price }] : [];
      });
      if (anew) steps.begin(next);
      else steps.go(next);
      tell();
      return placements.filter(({ sku }) => !known.has(sku));
    },
    /**
     * Takes over what others have changed: pieces as they are now, and those that are gone. It is no step to undo, and no
     * step undoes it. Pieces whose SKU is not known are left out.
     */
    follow({ placed, gone }: { placed: readonly Placement[]; gone: readonly string[] }): void {
      const fresh = placed.flatMap((placement) => {
        const goods = known.get(placement.sku);
        return goods ? [{ ...placement, size: goods.size, price: goods.price }] : [];
      });
      steps.all((list) => {
        const kept = list.filter(({ id }) => !gone.includes(id));
        const more = fresh.filter(({ id }) => !kept.some((piece) => piece.id === id));
        return [...kept.map((piece) => fresh.find(({ id }) => id === piece.id) ?? piece), ...more];
      });
      tell();
    },
    /** Ends a step to undo: the next move of the same piece is one of its own. */
    rest: steps.rest,
    undo: (): boolean => leap(steps.back()),
    redo: (): boolean => leap(steps.forth()),
    canUndo: () => steps.canBack,
    canRedo: () => steps.canForth,
    /** What is saved of it. */
    placements: (): Placement[] => pieces().map(({ size: _size, price: _price, ...placement }) => placement),
    /** What is placed, by SKU, for the cart. */
    lines(): PlanLine[] {
      const lines = new Map<string, PlanLine>();
      for (const { product, sku } of pieces()) {
        const line = lines.get(sku);
        lines.set(sku, { product, sku, quantity: (line?.quantity ?? 0) + 1 });
      }
      return [...lines.values()];
    },
    /** What all of it costs; undefined when nothing is placed. */
    total: (): Money | undefined =>
      pieces().reduce<Money | undefined>((sum, { price }) => (sum ? addMoney(sum, price) : price), undefined),
    /** Runs after each change until the returned undo is called. */
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function goodsFor(known: ReadonlyMap<string, Goods>, sku: string): Goods {
  const goods = known.get(sku);
  if (!goods) throw new Error(`nothing is known of ${sku}`);
  return goods;
}
