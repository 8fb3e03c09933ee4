import { type ReadonlySignal, signal } from '@preact/signals';

/** Sections of a product on the desk. */
export const SECTIONS = ['look', 'words', 'offers', 'pictures', 'versions', 'stand'] as const;
export type Section = (typeof SECTIONS)[number];

/** What lies on the desk: nothing, an upload, a product, or files to take in and give out. */
export type Choice =
  | { kind: 'none' }
  | { kind: 'upload'; id: string }
  | { kind: 'product'; slug: string; section: Section }
  | { kind: 'transfer' };

/** What is chosen; it stands in the address, so that a reload, a link and the way back lead there. */
export function openChoice(): { chosen: ReadonlySignal<Choice>; choose(next: Choice): void } {
  const chosen = signal<Choice>(readChoice(location.search));
  addEventListener('popstate', () => {
    chosen.value = readChoice(location.search);
  });
  return {
    chosen,
    choose(next) {
      const address = writeChoice(next);
      if (address !== writeChoice(chosen.value))
        history.pushState(null, '', `${location.pathname}${address}`);
      chosen.value = next;
    },
  };
}

/** The choice that an address tells of. */
export function readChoice(search: string): Choice {
  const words = new URLSearchParams(search);
  const [upload, slug] = [words.get('upload'), words.get('product')];
  if (upload) return { kind: 'upload', id: upload };
  if (slug) {
    const section = SECTIONS.find((each) => each === words.get('section')) ?? 'look';
    return { kind: 'product', slug, section };
  }
  return words.has('transfer') ? { kind: 'transfer' } : { kind: 'none' };
}

/** What an address says of a choice. */
export function writeChoice(choice: Choice): string {
  switch (choice.kind) {
    case 'none':
      return '';
    case 'upload':
      return `?${new URLSearchParams({ upload: choice.id })}`;
    case 'product':
      return `?${new URLSearchParams({ product: choice.slug, section: choice.section })}`;
    case 'transfer':
      return '?transfer';
  }
}
