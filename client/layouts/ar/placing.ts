import { computed, signal } from '@preact/signals';
import type { ProductSheet } from '../../../shared/model/catalogue.ts';
import type { LayoutContent, Mount, Placement, RoomPlan } from '../../../shared/model/layout.ts';
import type { LayoutChange } from '../../../shared/model/layoutChange.ts';
import { Refusal } from '../../../shared/wire/refusal.ts';
import { type Goods, goodsOf } from '../goods.ts';
import { type KeptRoom, keepRoom, readKept } from '../kept.ts';
import { type Outcome, openPlan, type Piece, type Refused } from '../plan.ts';
import { onSurface, pieceUnder, type Sight } from '../sight.ts';
import { back, follow, openOrigin, type Upright } from './origin.ts';
import type { Spot } from './surface.ts';

const placeOf = ({ x, y, z, yaw }: Placement): string => [x, y, z, yaw].join(' ');

/** What one holds, to be placed next. */
export type Held = { product: string; sku: string };
/** Why something was not done, for the person. */
export type PlacingRefusal = Refused['why'] | 'elsewhere' | 'nowhere' | 'fixed';

/** What a placing needs of its page. */
export type PlacingParts = {
  ask(slug: string): Promise<ProductSheet>;
  onRefused(why: PlacingRefusal): void;
};

/** Metres from the floor that the device knows within which a first place is on it. */
const FLOOR_METRES = 0.3;

/** The pieces in one's own room and what one does with them: kept on this device, whatever becomes of the session. */
export type Placing = ReturnType<typeof openPlacing>;

/** Opens what is placed; `lookUp` brings what was kept. */
export function openPlacing(parts: PlacingParts) {
  const plan = openPlan();
  const origin = openOrigin();
  const sheets = new Map<string, ProductSheet>();
  const goods = new Map<string, Goods>();
  const changed = signal(0);
  const held = signal<Held | undefined>(undefined);
  const selected = signal<string | undefined>(undefined);
  /** One has accepted that sizes other than true ones mislead. */
  const anySize = signal(false);
  let handles: Record<string, string> = {};
  /** Where each piece lay when the device took hold of it: one that was moved since is held nowhere. */
  let heldAt: Record<string, string> = {};
  let name = '';
  let room: RoomPlan | null = null;
  /** The layout of the server's that is laid out; undefined while it is only here. */
  let layout: { id: string; own: boolean } | undefined;
  /** Whether who looks may change it. */
  const editable = signal(true);
  /** Counts how often other pieces were laid out in place of all. */
  const laid = signal(0);
  const listeners = new Set<() => void>();
  let unsent = (): LayoutContent | undefined => undefined;
  /** Kept pieces that could not be asked for: they are kept on, unseen. */
  let unseen: Placement[] = [];
  let grip: { id: string; dx: number; dy: number; dz: number } | undefined;
  /** A piece is being turned or scaled by hand. */
  let isWielded = false;

  const learn = async (slug: string): Promise<ProductSheet> => {
    const known = sheets.get(slug);
    if (known) return known;
    const sheet = await parts.ask(slug);
    sheets.set(slug, sheet);
    for (const one of goodsOf(sheet)) goods.set(one.sku, one);
    plan.know(goodsOf(sheet));
    return sheet;
  };
  const content = (): LayoutContent => ({ name, placements: [...plan.placements(), ...unseen], room });
  const freshHandles = (): Record<string, string> =>
    Object.fromEntries(
      plan.placements().flatMap((piece) => {
        const handle = handles[piece.id];
        return handle && heldAt[piece.id] === placeOf(piece) ? [[piece.id, handle]] : [];
      }),
    );
  /** By what nothing is found where it is any more. */
  const staleHandles = (): string[] => {
    const fresh = new Set(Object.values(freshHandles()));
    return Object.values(handles).filter((handle) => !fresh.has(handle));
  };
  /** Takes over what this device kept: by what pieces are found, and where they lay then. */
  const takeHandles = (kept: KeptRoom | undefined): void => {
    handles = kept?.handles ?? {};
    heldAt = Object.fromEntries(kept?.content.placements.map((piece) => [piece.id, placeOf(piece)]) ?? []);
  };
  const keep = (): void => {
    const since = layout && unsent();
    const told = { content: content(), handles: freshHandles(), ...(since && { since }) };
    if (layout) keepRoom({ ...told, own: layout.own }, localStorage, layout.id);
    else keepRoom(told);
  };
  plan.subscribe(() => {
    changed.value++;
    if (selected.value && !plan.find(selected.value)) selected.value = undefined;
    // What a hand is at is kept once it lets go.
    if (!grip && !isWielded) keep();
    for (const listener of listeners) listener();
  });
  const told = <T extends Outcome | undefined>(outcome: T): T => {
    if (outcome && !outcome.done) parts.onRefused(outcome.why);
    return outcome;
  };
  const chosen = (): Piece | undefined => (selected.value ? plan.find(selected.value) : undefined);
  /** Says that it may only be looked at, where that is so. */
  const isFixed = (): boolean => {
    if (!editable.value) parts.onRefused('fixed');
    return !editable.value;
  };
  const followed = <T>(read: () => T) =>
    computed(() => {
      void changed.value;
      return read();
    });
  /** Does something to the selected piece: what follows while a hand is still at it is kept later. */
  const wield = (free: boolean, deed: () => void): void => {
    const was = isWielded;
    isWielded = free;
    deed();
    if (was && !free) keep();
  };
  /** The wish to be at a spot, as the layout has it. */
  const wishAt = (spot: Spot, facing: number): Upright => {
    const yaw = spot.mount === 'wall' ? Math.atan2(spot.nx, spot.nz) : facing;
    return origin.toLayout({ x: spot.x, y: spot.y, z: spot.z, yaw });
  };
  const layFloor = (spot: Spot, knowsFloor: boolean): void => {
    if (plan.pieces().length > 0 || spot.mount !== 'floor') return;
    const onFloor = !knowsFloor || Math.abs(spot.y) <= FLOOR_METRES;
    origin.set({ x: 0, y: onFloor ? spot.y : 0, z: 0, yaw: 0 });
  };

  /** Lays out what was saved, in place of what is there, once all of it is known. */
  const layOut = async (content: LayoutContent): Promise<Placement[]> => {
    const { placements } = content;
    const gone = new Set<string>();
    const learned = async (slug: string): Promise<void> => {
      await learn(slug).catch((error) => {
        if (error instanceof Refusal && error.code === 'not-found') gone.add(slug);
      });
    };
    await Promise.all([...new Set(placements.map(({ product }) => product))].map(learned));
    ({ name, room } = content);
    unseen = placements.filter(({ product, sku }) => !plan.knows(sku) && !gone.has(product));
    const lost = plan.replace(placements, true);
    return lost.filter(({ product }) => gone.has(product));
  };

  return {
    plan,
    origin,
    held,
    selected,
    anySize,
    sheets,
    pieces: followed(() => plan.pieces()),
    total: followed(() => plan.total()),
    canUndo: followed(() => plan.canUndo()),
    canRedo: followed(() => plan.canRedo()),
    /** The piece that is selected; follows what becomes of it. */
    chosen: followed(chosen),
    /** Where what is held is at home. */
    mountOfHeld: (): Mount => goods.get(held.value?.sku ?? '')?.mount ?? 'floor',
    sizeOfHeld: () => goods.get(held.value?.sku ?? '')?.size,
    learn,
    /** Brings what this device kept, once all of it is known; answers how many pieces there are and by what they are found. */
    async lookUp(): Promise<Record<string, string>> {
      const kept = readKept();
      if (!kept || plan.pieces().length > 0) return freshHandles();
      takeHandles(kept);
      await layOut(kept.content);
      return freshHandles();
    },
    editable,
    laid,
    /** By what its pieces are found again. */
    handles: freshHandles,
    staleHandles,
    /** What one calls it. */
    name: () => name,
    rename(next: string): void {
      name = next;
      keep();
      for (const listener of listeners) listener();
    },
    read: content,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async learnAll(slugs: readonly string[]): Promise<void> {
      await Promise.all(slugs.map((slug) => learn(slug).catch(() => undefined)));
    },
    /** Lays out a layout in place of all; this device's copy of it tells where its pieces stood. */
    async open(content: LayoutContent, id?: string): Promise<Placement[]> {
      const kept = id === undefined ? undefined : readKept(localStorage, id);
      takeHandles(kept);
      layout = id === undefined ? undefined : { id, own: kept?.own ?? false };
      selected.value = undefined;
      grip = undefined;
      const lost = await layOut(content);
      laid.value++;
      return lost;
    },
    /** Keeps this device's copy as that of a layout of the server's, or as the room that is only here. */
    keepAs(next: { id: string; own: boolean } | undefined): void {
      layout = next;
      keep();
    },
    /** Keeps beside this device's copy what the server was last known to have, while it is not told all. */
    followUnsent(read: () => LayoutContent | undefined): void {
      unsent = read;
    },
    keep,
    /** Takes over what others have changed; pieces of products that were not learned are left out. */
    takeOver(change: LayoutChange): void {
      if (change.room !== undefined) room = change.room;
      if (change.name !== undefined) name = change.name;
      unseen = unseen.filter(
        ({ id }) => !change.gone.includes(id) && !change.placed.some((piece) => piece.id === id),
      );
      plan.follow(change);
    },
    /** Says by what pieces are found again. */
    setHandles(next: Record<string, string>): void {
      for (const piece of plan.placements())
        if (next[piece.id] !== handles[piece.id]) heldAt[piece.id] = placeOf(piece);
      handles = next;
      keep();
    },
    /** Takes a SKU in hand. */
    async take(product: string, sku?: string): Promise<void> {
      if (isFixed()) return;
      const sheet = await learn(product);
      const first = goodsOf(sheet).find((one) => sku === undefined || one.sku === sku) ?? goodsOf(sheet)[0];
      if (!first) return parts.onRefused('nowhere');
      held.value = { product, sku: first.sku };
      selected.value = undefined;
    },
    /** Whether what is held could be put there. */
    fits(spot: Spot, facing: number): boolean {
      const sku = held.value?.sku;
      return (
        sku === undefined || (isHome(goods, sku, spot) && plan.tryAdd({ sku, ...wishAt(spot, facing) }).done)
      );
    },
    /** Puts what is held at a spot, and selects it. */
    put(spot: Spot, facing: number, knowsFloor: boolean): Piece | undefined {
      const sku = held.value?.sku;
      if (sku === undefined || isFixed()) return undefined;
      if (!isHome(goods, sku, spot)) return void parts.onRefused('elsewhere');
      layFloor(spot, knowsFloor);
      const outcome = told(plan.add({ sku, ...wishAt(spot, facing) }));
      if (!outcome.done) return undefined;
      held.value = undefined;
      selected.value = outcome.piece.id;
      return outcome.piece;
    },
    /** Selects what a sight meets; nothing when it meets nothing. Answers whether it met something. */
    selectBy(sight: Sight): boolean {
      const hit = pieceUnder(plan.pieces(), intoLayout(sight, origin.toLayout));
      selected.value = hit?.piece.id;
      return hit !== undefined;
    },
    /** Grips what a sight meets, to drag it. */
    grab(sight: Sight): boolean {
      const mine = intoLayout(sight, origin.toLayout);
      const hit = pieceUnder(plan.pieces(), mine);
      const at = hit && onSurface(hit.piece, mine);
      if (!hit || !at || !editable.value) return false;
      const { id, x, y, z } = hit.piece;
      plan.rest();
      grip = { id, dx: x - at.x, dy: y - at.y, dz: z - at.z };
      return true;
    },
    /** Drags what is gripped along its surface; where it can't be it stays at the last free place. */
    drag(sight: Sight): void {
      const piece = grip && plan.find(grip.id);
      const at = piece && onSurface(piece, intoLayout(sight, origin.toLayout));
      if (!grip || !piece || !at) return;
      selected.value = grip.id;
      const { dx, dy, dz } = grip;
      const y = piece.mount === 'wall' ? { y: at.y + dy } : {};
      plan.move(grip.id, { x: at.x + dx, z: at.z + dz, ...y });
    },
    /** Lets go of what was gripped. */
    release(): void {
      if (grip || isWielded) keep();
      grip = undefined;
      isWielded = false;
      plan.rest();
    },
    /** Brings the selected piece to a spot. */
    bring(spot: Spot): Piece | undefined {
      const piece = chosen();
      if (!piece || isFixed()) return undefined;
      if (piece.mount !== spot.mount) return void parts.onRefused('elsewhere');
      plan.rest();
      const { x, y, z, yaw } = wishAt(spot, follow(origin.at, { x: 0, y: 0, z: 0, yaw: piece.yaw }).yaw);
      const outcome = told(plan.move(piece.id, { x, y, z, yaw }));
      return outcome?.done ? outcome.piece : undefined;
    },
    /** Turns the selected piece by so much (radians, positive is left); `free` while a hand is at it. */
    turn(by: number, free = false): void {
      const piece = chosen();
      if (piece && !isFixed()) wield(free, () => told(plan.turn(piece.id, piece.yaw + by, free)));
    },
    /** Scales the selected piece by a factor, once any size is accepted; `free` while a hand is at it. */
    scale(by: number, free = false): void {
      const piece = chosen();
      if (!piece || !anySize.value || isFixed()) return;
      wield(free, () => told(plan.scale(piece.id, piece.scale * by)));
    },
    /** All pieces, or the selected one, at true size again. */
    trueSize(): void {
      const piece = chosen();
      if (piece && !isFixed()) told(plan.scale(piece.id, 1));
    },
    choose(sku: string): void {
      const piece = chosen();
      if (piece && !isFixed()) told(plan.choose(piece.id, sku));
    },
    remove(): Piece | undefined {
      const piece = chosen();
      if (!piece || isFixed()) return undefined;
      plan.remove(piece.id);
      return piece;
    },
    /** Lays the whole layout so that its middle is at a spot and its first piece faces who looks. */
    layHere(spot: Spot, facing: number): void {
      const standing = plan.pieces().filter(({ mount }) => mount === 'floor');
      const pieces = standing.length > 0 ? standing : plan.pieces();
      const first = pieces[0];
      if (!first) return;
      const mean = (of: (piece: Piece) => number): number =>
        pieces.reduce((sum, piece) => sum + of(piece), 0) / pieces.length;
      const middle = { x: mean(({ x }) => x), y: 0, z: mean(({ z }) => z), yaw: first.yaw };
      origin.set(follow({ x: spot.x, y: spot.y, z: spot.z, yaw: facing }, back(middle)));
      changed.value++;
    },
    /** Lays the origin where a piece is known to be. */
    layBy(piece: Piece, at: Upright): void {
      origin.set(follow(at, back(piece)));
    },
  };
}

const isHome = (goods: ReadonlyMap<string, Goods>, sku: string, { mount }: Spot): boolean =>
  goods.get(sku)?.mount === mount;

function intoLayout(sight: Sight, toLayout: (pose: Upright) => Upright): Sight {
  const { x, y, z } = toLayout({ x: sight.x, y: sight.y, z: sight.z, yaw: 0 });
  const tip = toLayout({ x: sight.x + sight.dx, y: sight.y + sight.dy, z: sight.z + sight.dz, yaw: 0 });
  return { x, y, z, dx: tip.x - x, dy: tip.y - y, dz: tip.z - z };
}
