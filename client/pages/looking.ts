import { effect } from '@preact/signals';
import { LookNote } from '../products/inspect/TogetherTools.tsx';
import { openTogether, type Together } from '../products/inspect/together.ts';
import { INSPECT_WORDS } from '../products/inspect/words.ts';
import { learnWords } from '../ui/i18n.ts';
import { inspect } from './hand.ts';
import { opened, type Stay, shelf } from './state.ts';

/** Looking together in a room, and the note in which one is asked. */
export type Looking = { together: Together; Note: typeof LookNote; dispose(): void };

/** Opens looking together for a stay; its words come with the first invitation. */
export function openLooking({ link, inside }: Stay): Looking {
  const region = document.querySelector<HTMLElement>('.stage-region')!;
  const together = openTogether({
    link,
    region,
    opened: () => opened.value?.inspecting?.it,
    prepare: (slug) => Promise.all([shelf.find(slug), learnWords(INSPECT_WORDS)]),
    open: (slug) => void inspect(slug),
    where: (slot) => inside?.where(slot),
  });
  const undo = [effect(() => together.closed(opened.value?.slug)), together.dispose];
  return {
    together,
    Note: LookNote,
    dispose() {
      for (const step of undo.splice(0)) step();
    },
  };
}
