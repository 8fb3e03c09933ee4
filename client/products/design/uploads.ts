import { type ReadonlySignal, signal } from '@preact/signals';
import type { Draft } from '../../../shared/model/draft.ts';
import type { ChosenFile, ChosenModel } from './chosenFiles.ts';
import type { DesignApi } from './designApi.ts';
import type { Sender } from './sending.ts';

/** The uploads of the designer, always current while one looks. */
export type Uploads = {
  /** Newest first; undefined until they are known. */
  drafts: ReadonlySignal<Draft[] | undefined>;
  refresh(): Promise<void>;
  /** Hears of each change of one upload at once; of none when there is no id. */
  watch(id: string | undefined): void;
  /** Begins an upload, or goes on with one of the same files that broke off. */
  begin(model: ChosenModel): Promise<Draft>;
  /** Adds files to an upload and sends them. */
  add(draft: Draft, files: readonly ChosenFile[]): Promise<void>;
  /** Has each model of an upload become an upload of its own in its place; answers the first. */
  each(draft: Draft): Promise<Draft | undefined>;
  /** Takes in what became of an upload. */
  know(draft: Draft): void;
  /** Takes an upload out of the list at once, and throws it away for good a little later unless `undo` is called. */
  remove(draft: Draft): { undo(): void };
};

/** Milliseconds between two looks at the list while something in it is being worked on, and otherwise; and until a removal is final. */
const BUSY_MS = 3000;
const IDLE_MS = 20_000;
const FINAL_MS = 12_000;
/** Milliseconds until a connection that broke off is opened again. */
const REOPEN_MS = 2000;

/** Whether anything is still to be heard of an upload. */
export const isSettled = (draft: Draft): boolean =>
  ['ready', 'refused', 'cancelled'].includes(draft.state) && !draft.packing;

/** Opens the list of uploads; it lives as long as its page. */
export function openUploads(api: DesignApi, sender: Sender): Uploads {
  const drafts = signal<Draft[] | undefined>(undefined);
  const removed = new Set<string>();
  let watching: { id: string; stop: AbortController } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const know = (draft: Draft): void => {
    const others = (drafts.value ?? []).filter(({ id }) => id !== draft.id);
    drafts.value = [...others, draft].sort((a, b) => b.createdAt - a.createdAt);
  };
  const refresh = async (): Promise<void> => {
    clearTimeout(timer);
    try {
      drafts.value = (await api.drafts()).filter(({ id }) => !removed.has(id));
    } finally {
      const busy = drafts.value?.some((draft) => !isSettled(draft));
      timer = setTimeout(
        () => void refresh().catch(() => undefined),
        busy && !document.hidden ? BUSY_MS : IDLE_MS,
      );
    }
  };
  const follow = async (id: string, { signal: end }: AbortController): Promise<void> => {
    while (!end.aborted) {
      await api.follow(id, know, end).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, REOPEN_MS));
    }
  };
  const send = async (draft: Draft, files: readonly ChosenFile[]): Promise<void> => {
    await sender.send(draft, files);
    if (!removed.has(draft.id)) know(await api.draft(draft.id));
  };
  return {
    drafts,
    refresh,
    know,
    watch(id) {
      if (watching?.id === id) return;
      watching?.stop.abort();
      watching = id ? { id, stop: new AbortController() } : undefined;
      if (watching) void follow(watching.id, watching.stop);
    },
    async begin({ name, files }) {
      const announced = files.map(({ path, file }) => ({ path, bytes: file.size }));
      const draft = brokenOff(drafts.value ?? [], announced) ?? (await api.announce(name, announced));
      know(draft);
      void send(draft, files).catch(() => undefined);
      return draft;
    },
    async add(draft, files) {
      const more = await api.addFiles(
        draft.id,
        files.map(({ path, file }) => ({ path, bytes: file.size })),
      );
      know(more);
      await send(more, files);
    },
    async each(draft) {
      const [first] = await api.each(draft.id).finally(() => refresh().catch(() => undefined));
      return first;
    },
    remove(draft) {
      sender.stop(draft.id);
      const final = setTimeout(() => {
        void api.remove(draft.id).catch(() => undefined);
      }, FINAL_MS);
      removed.add(draft.id);
      drafts.value = drafts.value?.filter(({ id }) => id !== draft.id);
      return {
        undo() {
          clearTimeout(final);
          removed.delete(draft.id);
          know(draft);
        },
      };
    },
  };
}

/** An upload of exactly these files that has not come whole: after a reload one goes on with it. */
function brokenOff(drafts: readonly Draft[], files: readonly { path: string; bytes: number }[]) {
  return drafts.find(
    (draft) =>
      draft.state === 'uploading' &&
      draft.files.length === files.length &&
      files.every(({ path, bytes }) =>
        draft.files.some((other) => other.path === path && other.bytes === bytes),
      ),
  );
}
