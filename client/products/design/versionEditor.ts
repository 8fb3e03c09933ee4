import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { ProductContent } from '../../../shared/model/catalogue.ts';
import type { ProductVersion } from '../../../shared/model/productVersion.ts';
import { putTogether } from '../../../shared/model/putTogether.ts';
import type { Refusal } from '../../../shared/wire/refusal.ts';
import { toRefusal } from '../../ui/report.ts';

/** Where what is written stands: with the server, on its way, or not there and why; in a conflict with what somebody else wrote. */
export type Saved =
  | { state: 'saved' | 'unsaved' | 'saving' }
  | { state: 'conflict'; theirs: ProductVersion }
  | { state: 'failed'; refusal: Refusal };

/** Writes a version of a product as one works on it. */
export type VersionEditor = {
  version: ReadonlySignal<ProductVersion>;
  content: ReadonlySignal<ProductContent>;
  saved: ReadonlySignal<Saved>;
  /** Only drafts are written to. */
  editable: boolean;
  canUndo: ReadonlySignal<boolean>;
  canRedo: ReadonlySignal<boolean>;
  /** Changes the content; changes of one `thing` that follow each other at once are undone together. */
  change(what: (content: ProductContent) => ProductContent, thing?: string): void;
  undo(): void;
  redo(): void;
  /** Writes what is not written yet; resolves when it is, or can't be. */
  flush(): Promise<void>;
  /** Answers a conflict: takes what somebody else wrote, or puts both together, where one's own stays when both changed the same. */
  resolve(how: 'theirs' | 'together'): Promise<void>;
  /** In a conflict: what would come of putting both together. */
  together(): ProductContent;
  dispose(): void;
};

/** What an editor writes with. */
export type Writing = {
  write(content: ProductContent, changedAt: number): Promise<ProductVersion>;
  read(): Promise<ProductVersion>;
};

/** Milliseconds of rest after which is written, within which changes of one thing are one step, and until a failed write is tried again. */
const REST_MS = 700;
const STEP_MS = 1500;
const AGAIN_MS = 5000;
const MOST_STEPS = 200;

/** Opens the editor of a version. */
export function openVersionEditor(first: ProductVersion, { write, read }: Writing): VersionEditor {
  const version = signal(first);
  const content = signal(first.content);
  const saved = signal<Saved>({ state: 'saved' });
  const past = signal<ProductContent[]>([]);
  const future = signal<ProductContent[]>([]);
  let step = { thing: '', at: 0 };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | undefined;
  let disposed = false;

  const later = (ms: number): void => {
    clearTimeout(timer);
    if (!disposed) timer = setTimeout(() => void flush(), ms);
  };
  const save = async (): Promise<void> => {
    const sent = content.value;
    saved.value = { state: 'saving' };
    try {
      version.value = await write(sent, version.value.changedAt);
      saved.value = { state: content.value === sent ? 'saved' : 'unsaved' };
    } catch (error) {
      saved.value = await troubleOf(toRefusal(error));
    }
  };
  const troubleOf = async (refusal: Refusal): Promise<Saved> => {
    if (refusal.code === 'conflict')
      return read().then(
        (theirs) => ({ state: 'conflict', theirs }),
        (error: unknown) => troubleOf(toRefusal(error)),
      );
    // What the server does not want is sent again when it was changed; what did not get through, by itself.
    if (refusal.code === 'offline' || refusal.code === 'too-many') later(AGAIN_MS);
    return { state: 'failed', refusal };
  };
  const flush = async (): Promise<void> => {
    clearTimeout(timer);
    await running;
    const { state } = saved.value;
    if (state === 'saved' || state === 'conflict') return;
    running = save();
    await running;
    running = undefined;
    if (saved.value.state === 'unsaved') await flush();
  };
  const put = (next: ProductContent): void => {
    content.value = next;
    if (saved.value.state === 'conflict') return;
    saved.value = { state: 'unsaved' };
    later(REST_MS);
  };
  const goTo = (from: typeof past, to: typeof past): void => {
    const next = from.value.at(-1);
    if (!next) return;
    from.value = from.value.slice(0, -1);
    to.value = [...to.value, content.value];
    step = { thing: '', at: 0 };
    put(next);
  };
  const together = (): ProductContent =>
    saved.value.state === 'conflict'
      ? putTogether(version.value.content, content.value, saved.value.theirs.content)
      : content.value;
  return {
    version,
    content,
    saved,
    editable: first.state === 'draft',
    canUndo: computed(() => past.value.length > 0),
    canRedo: computed(() => future.value.length > 0),
    change(what, thing = '') {
      const next = what(content.value);
      if (next === content.value) return;
      const now = Date.now();
      const same = thing !== '' && thing === step.thing && now - step.at < STEP_MS;
      if (!same) past.value = [...past.value, content.value].slice(-MOST_STEPS);
      step = { thing, at: now };
      future.value = [];
      put(next);
    },
    undo: () => goTo(past, future),
    redo: () => goTo(future, past),
    flush,
    together,
    async resolve(how) {
      if (saved.value.state !== 'conflict') return;
      const { theirs } = saved.value;
      const both = together();
      // What is undone later takes nothing of theirs away.
      past.value = past.value.map((content) => putTogether(version.value.content, content, theirs.content));
      future.value = [];
      version.value = theirs;
      if (how === 'theirs') {
        past.value = [...past.value, both];
        content.value = theirs.content;
        saved.value = { state: 'saved' };
        return;
      }
      content.value = both;
      saved.value = { state: 'unsaved' };
      await flush();
    },
    dispose() {
      disposed = true;
      clearTimeout(timer);
      void flush();
    },
  };
}
