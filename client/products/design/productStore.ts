import { computed, signal } from '@preact/signals';
import type { ProductMove } from '../../../shared/model/productState.ts';
import type { ProductRecord, ProductVersion } from '../../../shared/model/productVersion.ts';
import { lacksOf } from '../../../shared/model/sellable.ts';
import type { Desk } from './desk.ts';
import { openVersionEditor } from './versionEditor.ts';

/** A product on the desk: its versions, and the one that is worked on. */
export type ProductStore = Awaited<ReturnType<typeof openProduct>>;

/** Opens a product with its latest version; `dispose` writes what is not written yet. */
export async function openProduct(desk: Desk, slug: string) {
  const { api } = desk;
  const edit = (version: ProductVersion) =>
    openVersionEditor(version, {
      async write(content, changedAt) {
        const written = await api.write(slug, version.version, content, changedAt);
        listAnew(written);
        return written;
      },
      read: () => api.version(slug, version.version),
    });
  /** What the list of products shows of it is asked for anew when it has changed. */
  const listAnew = ({ content }: ProductVersion): void => {
    const entry = desk.products.value?.entries.find((one) => one.slug === slug);
    const same =
      entry?.thumbnail === content.pictures.thumbnail &&
      JSON.stringify(entry.name) === JSON.stringify(content.name);
    if (entry && !same) listed();
  };
  const listed = (): void => void desk.loadProducts().catch(() => undefined);
  const found = await api.product(slug);
  const record = signal<ProductRecord>(found);
  const editor = signal(edit(await api.version(slug, found.latest)));
  const show = (version: ProductVersion): void => {
    editor.value.dispose();
    editor.value = edit(version);
  };
  const refresh = async (): Promise<void> => {
    record.value = await api.product(slug);
    listed();
  };
  return {
    slug,
    record,
    editor,
    /** What the version on the desk still lacks to be sold. */
    lacks: computed(() =>
      lacksOf(editor.value.content.value, editor.value.version.value.model, record.value.offers),
    ),
    refresh,
    /** Lays another version on the desk. */
    async open(version: number): Promise<void> {
      await editor.value.flush();
      show(await api.version(slug, version));
    },
    /** Begins the next version and lays it on the desk. */
    async begin(of: { from?: number; why?: string }): Promise<void> {
      await editor.value.flush();
      show(await api.next(slug, of));
      await refresh();
    },
    /** Moves a version on its way to the shelf. */
    async move(version: number, move: ProductMove, why: string): Promise<void> {
      await editor.value.flush();
      record.value = await api.move(slug, version, move, why);
      if (editor.value.version.value.version === version) show(await api.version(slug, version));
      listed();
    },
    /** Answers a conflict. Where what somebody else did ended the draft, both are put together in the next version. */
    async resolve(how: 'theirs' | 'together'): Promise<void> {
      const { saved, together, resolve } = editor.value;
      const now = saved.value;
      if (now.state !== 'conflict') return;
      if (now.theirs.state === 'draft') return resolve(how);
      const both = together();
      show(how === 'theirs' ? now.theirs : await api.next(slug, { from: now.theirs.version }));
      if (how === 'together') editor.value.change(() => both);
      await refresh();
    },
    async setOffers(offers: ProductRecord['offers']): Promise<void> {
      record.value = { ...record.value, offers: await api.setOffers(slug, offers) };
    },
    dispose: () => editor.value.dispose(),
  };
}
