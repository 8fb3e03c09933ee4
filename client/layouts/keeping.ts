import { type Signal, signal } from '@preact/signals';
import type { LayoutContent, Placement } from '../../shared/model/layout.ts';
import type { LayoutChange, LayoutEntry, OpenLayout } from '../../shared/model/layoutChange.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import { type LayoutsApi, newLayoutId } from './layoutsApi.ts';
import { type KeptState, openTogether, type Together, type TogetherParts } from './together.ts';

/** What is shown of a room, and how it takes what others make of it. */
export type Shown = {
  /** Whether who looks may change it. */
  editable: Signal<boolean>;
  read(): LayoutContent;
  /** Runs after each change until the returned undo is called. */
  subscribe(listener: () => void): () => void;
  learn(slugs: readonly string[]): Promise<void>;
  take(change: LayoutChange): void;
  /** Lays it out in place of all there is, kept by the server under an id or not; answers what can't be had any more. */
  open(content: LayoutContent, id?: string): Promise<Placement[]>;
};

/** Where this device keeps what is not saved, and what a room is like before anybody says otherwise. */
export type Drafts = {
  read(): LayoutContent | undefined;
  write(content: LayoutContent): void;
  forget(): void;
  first(): LayoutContent;
};

/** What was changed on an earlier visit while the line was away, and since what. */
export type Unsent = { content: LayoutContent; since: LayoutContent };

/** How the layout at hand is kept: only on this device, or as the server says. */
export type Keeping = ReturnType<typeof openKeeping>;

const DRAFT_MS = 250;

/** Keeps what is shown: on this device until it is saved, then with the server and all who have it open. */
export function openKeeping(desk: Shown, kept: LayoutsApi, events: TogetherParts['events'], drafts: Drafts) {
  const opened = signal<OpenLayout | undefined>(undefined);
  const state = signal<KeptState | 'device'>('device');
  const own = signal<LayoutEntry[] | undefined>(undefined);
  let key: string | undefined;
  let together: Together | undefined;
  let draft: ReturnType<typeof setTimeout> | undefined;

  const follow = (layout: OpenLayout, since?: LayoutContent): void => {
    void together?.close();
    // What is kept elsewhere is no draft of this device.
    clearTimeout(draft);
    draft = undefined;
    opened.value = layout;
    state.value = 'kept';
    desk.editable.value = layout.mine;
    together = openTogether({
      ...{ kept, events, layout, key, since, read: desk.read },
      prepare: ({ placed }) => desk.learn(placed.map(({ product }) => product)),
      take: desk.take,
      onState(next) {
        state.value = next;
        if (next === 'gone' || next === 'refused') desk.editable.value = next === 'gone';
        if (next === 'gone') leave();
      },
    });
    if (since) state.value = 'sending';
  };
  const leave = (): void => {
    void together?.close();
    together = undefined;
    opened.value = undefined;
    key = undefined;
    desk.editable.value = true;
  };
  const write = (): void => {
    draft = undefined;
    drafts.write(desk.read());
  };
  desk.subscribe(() => {
    if (together) return together.changed();
    clearTimeout(draft);
    draft = setTimeout(write, DRAFT_MS);
  });
  return {
    opened,
    state,
    /** One's own layouts, once they were asked for. */
    own,
    /** What was on the desk of this device, else a first room. */
    async resume(): Promise<void> {
      await desk.open(drafts.read() ?? drafts.first());
    },
    /**
     * Opens a kept layout; `secret` lets one change somebody else's. What this device has of it that was never told is shown, and
     * told now: of each piece the last word stands. Answers how many of its pieces are not sold any more.
     */
    async open(id: string, secret?: string, unsent?: Unsent): Promise<number> {
      await together?.close();
      together = undefined;
      key = secret;
      const layout = await kept.get(id, secret);
      if (draft !== undefined) write();
      const mine = layout.mine ? unsent : undefined;
      const lost = await desk.open(mine?.content ?? layout, id);
      follow({ ...layout, ...mine?.content }, mine?.since);
      return lost.length;
    },
    /** Goes on with what this device has of one's own layout while the line is away; once it is back, what was changed here is told. */
    async goOn(id: string, content: LayoutContent, since?: LayoutContent): Promise<void> {
      await desk.open(content, id);
      follow({ ...content, id, rev: 0, savedAt: 0, mine: true, key: '' }, since);
      state.value = 'offline';
    },
    /** What the server was last known to have of the open layout, while it was not told all of what is here. */
    unsent: () => together?.unsent(),
    /** Begins anew, on this device. */
    async begin(): Promise<void> {
      leave();
      state.value = 'device';
      await desk.open(drafts.first());
    },
    async save(): Promise<OpenLayout> {
      const id = opened.value?.id ?? newLayoutId();
      const layout = await kept.save(desk.read(), id, opened.value?.rev ?? 0, key);
      drafts.forget();
      follow(layout);
      return layout;
    },
    /** A copy of somebody else's, as one's own. */
    async copy(): Promise<OpenLayout> {
      leave();
      return this.save();
    },
    async share(may: boolean): Promise<void> {
      const { id } = opened.value!;
      const { key: fresh } = await kept.share(id, may);
      opened.value = { ...opened.value!, key: fresh };
    },
    async list(): Promise<void> {
      own.value = await kept.list();
    },
    async remove(id: string): Promise<void> {
      await kept.remove(id).catch((error: unknown) => {
        if (!(error instanceof Refusal) || error.code !== 'not-found') throw error;
      });
      own.value = own.value?.filter((one) => one.id !== id);
    },
    /** Keeps what was changed just now, before the page goes. */
    async close(): Promise<void> {
      if (draft !== undefined) write();
      await together?.close();
    },
  };
}
