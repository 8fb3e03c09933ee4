import { computed, signal } from '@preact/signals';
import type { ProductSheet } from '../../../shared/model/catalogue.ts';
import type { LayoutContent, Placement } from '../../../shared/model/layout.ts';
import type { LayoutChange } from '../../../shared/model/layoutChange.ts';
import { Refusal } from '../../../shared/wire/refusal.ts';
import { goodsOf } from '../goods.ts';
import { type Outcome, openPlan, type Piece, type Wish } from '../plan.ts';
import { freePlace } from './freePlace.ts';
import { fitsInside, keptInside } from './inside.ts';
import type { SheetPose } from './photo/sheetPose.ts';
import { openRoomDesk } from './roomDesk.ts';

/** How one looks at it: from above as a drawing, as the room would be, or over a photo. */
export type Stage = 'plan' | 'room' | 'photo';
/** What lies open beside it. */
export type Part = 'goods' | 'pieces' | 'room';

/** Why something was not done: it would stand in another, there is no place, too many, or it can't be had. */
export type Trouble = { why: 'taken' | 'far' | 'full' | 'noPlace' | 'gone'; product?: string };

/** A photo over which furniture is drawn: where it lies in this page, its size, and from where it was taken once that is known. */
export type Photo = { url: string; size: [number, number]; pose: SheetPose | undefined };

/** The planner without its page: one's room, what stands in it, and what is chosen. */
export type Desk = ReturnType<typeof openDesk>;

/** Metres and radians of one press of a key. */
export const STEP = { metres: 0.05, fine: 0.01, turn: Math.PI / 12 } as const;

/** Opens an empty planner. `sheet` tells all of a product; a Refusal `not-found` says that it is not sold any more. */
export function openDesk(sheet: (slug: string) => Promise<ProductSheet>) {
  const plan = openPlan();
  const pieces = signal<readonly Piece[]>([]);
  const undoable = signal({ back: false, forth: false });
  const name = signal('');
  const selected = signal<string | undefined>(undefined);
  const trouble = signal<Trouble | undefined>(undefined);
  const sheets = signal<ReadonlyMap<string, ProductSheet>>(new Map());
  const editable = signal(true);
  const photo = signal<Photo | undefined>(undefined);
  const stage = signal<Stage>('room');
  const part = signal<Part>('goods');
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const rooms = openRoomDesk(() => {
    const { room } = rooms;
    plan.setWalls(rooms.walls());
    if (room.value) for (const piece of plan.pieces()) bringInside(piece);
    tell();
  });
  const { room } = rooms;
  /** The room that things are kept within; over a photo there is none. */
  const bounds = () => (stage.value === 'photo' ? null : room.value);
  const bringInside = (piece: Piece): void => {
    const within = bounds();
    if (!within || fitsInside(within, piece, piece.size)) return;
    const { x, y, z, yaw } = keptInside(within, piece, piece.size);
    plan.move(piece.id, { x, y, z, yaw }, true);
  };
  const steps = (): { back: boolean; forth: boolean } => {
    const inRoom = part.value === 'room';
    return inRoom
      ? { back: rooms.canBack(), forth: rooms.canForth() }
      : { back: plan.canUndo(), forth: plan.canRedo() };
  };
  const look = (): void => {
    undoable.value = steps();
  };
  plan.subscribe(() => {
    pieces.value = plan.pieces();
    if (selected.value && !plan.find(selected.value)) selected.value = undefined;
    look();
    tell();
  });
  listeners.add(look);
  part.subscribe(look);

  const learn = async (slugs: readonly string[]): Promise<void> => {
    const fresh = [...new Set(slugs)].filter((slug) => !sheets.peek().has(slug));
    const found = await Promise.all(fresh.map((slug) => sheet(slug).catch(absent)));
    const known = found.filter((one) => one !== undefined);
    if (known.length === 0) return;
    sheets.value = new Map([...sheets.peek(), ...known.map((one) => [one.slug, one] as const)]);
    plan.know(known.flatMap(goodsOf));
  };
  /** Says what was not done; answers whether it was. */
  const judge = (outcome: Outcome | undefined): boolean => {
    trouble.value = !outcome || outcome.done ? undefined : { why: outcome.why };
    return outcome?.done === true;
  };
  const read = (): LayoutContent => ({
    ...{ name: name.value, placements: plan.placements(), room: room.value },
  });
  return {
    ...{ plan, pieces, name, selected, trouble, sheets, editable, photo, stage, part, undoable, rooms, room },
    chosen: computed(() => pieces.value.find(({ id }) => id === selected.value)),
    learn,
    read,
    /** Runs after each change of pieces, room or name until the returned undo is called. */
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** Puts something new to a free place; its first SKU unless one is named. Answers its id. */
    async add(slug: string, sku?: string): Promise<string | undefined> {
      await learn([slug]);
      const known = sheets.value.get(slug);
      const goods = known && goodsOf(known);
      const wanted = goods?.find((one) => one.sku === sku) ?? goods?.[0];
      const fail = (why: Trouble['why']): undefined => {
        trouble.value = { why, product: slug };
      };
      if (!wanted) return fail('gone');
      const place = freePlace(plan, bounds(), wanted);
      if (!place) return fail('noPlace');
      const outcome = plan.add(place);
      if (!judge(outcome) || !outcome.done) return undefined;
      selected.value = outcome.piece.id;
      return outcome.piece.id;
    },
    /** Another one like it, beside it. */
    again(id: string): Promise<string | undefined> {
      const piece = plan.find(id);
      return piece ? this.add(piece.product, piece.sku) : Promise.resolve(undefined);
    },
    /** Moves a piece as far as the room and the others let it. */
    move(id: string, wish: Wish, free = false): boolean {
      const piece = plan.find(id);
      if (!piece) return false;
      const there = { ...piece, ...wish };
      const within = bounds();
      const kept = within ? keptInside(within, there, piece.size) : there;
      const { x, y, z, yaw } = kept;
      return judge(plan.move(id, { x, y, z, yaw }, free));
    },
    turn(id: string, yaw: number, free = false): boolean {
      if (!judge(plan.turn(id, yaw, free))) return false;
      const piece = plan.find(id);
      if (piece) bringInside(piece);
      return true;
    },
    choose: (id: string, sku: string): boolean => judge(plan.choose(id, sku)),
    remove(id: string): void {
      plan.remove(id);
    },
    undo(): void {
      if (part.value === 'room') rooms.back();
      else plan.undo();
    },
    redo(): void {
      if (part.value === 'room') rooms.forth();
      else plan.redo();
    },
    rename(next: string): void {
      name.value = next;
      tell();
    },
    /** Lays out what was kept, in place of all there is; what is not sold any more is left out, and told. */
    async open(content: LayoutContent): Promise<Placement[]> {
      await learn(content.placements.map(({ product }) => product));
      name.value = content.name;
      rooms.begin(content.room);
      const lost = plan.replace(content.placements, true);
      selected.value = undefined;
      return lost;
    },
    /** Takes over what others have changed; pieces of products that were not learned are left out. */
    take(change: LayoutChange): void {
      if (change.room !== undefined) rooms.follow(change.room);
      if (change.name !== undefined) name.value = change.name;
      plan.follow(change);
    },
  };
}

/** What is not sold any more is no trouble of the line. */
function absent(error: unknown): undefined {
  if (error instanceof Refusal && error.code === 'not-found') return undefined;
  throw error;
}
