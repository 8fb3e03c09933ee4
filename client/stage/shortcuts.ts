import type { Desk } from './desk.ts';

/** The keys of the studio and what they do, for those who look them up. */
export const SHORTCUTS = [
  ['1–9', 'studio.key.choose'],
  ['C', 'studio.key.cut'],
  ['F', 'studio.key.fade'],
  ['M', 'studio.key.mute'],
  ['Q W E R', 'studio.key.layout'],
] as const;

const LAYOUT_KEYS = { q: 'single', w: 'side', e: 'grid', r: 'inset' } as const;

/** Listens for the keys of the studio, while no field has the keyboard. */
export function listenForShortcuts(desk: Desk): () => void {
  const pressed = (event: KeyboardEvent): void => {
    const { target, key, ctrlKey, metaKey, altKey, repeat } = event;
    if (ctrlKey || metaKey || altKey || repeat) return;
    if (
      target instanceof Element &&
      target.closest('input:not([type=radio]):not([type=checkbox]), textarea, select, [role=dialog]')
    )
      return;
    const small = key.toLowerCase();
    if (/^[1-9]$/.test(key)) {
      const input = desk.inputs.value[Number(key) - 1];
      if (input) desk.choose(input.id);
    } else if (small === 'c') desk.take('cut');
    else if (small === 'f') desk.take('fade');
    else if (small === 'm') {
      const own = desk.inputs.value.find(({ local, kind }) => local && kind === 'camera');
      if (own) desk.setMuted(own.id, !own.muted);
    } else if (small in LAYOUT_KEYS) desk.arrange(LAYOUT_KEYS[small as keyof typeof LAYOUT_KEYS]);
  };
  addEventListener('keydown', pressed);
  return () => removeEventListener('keydown', pressed);
}
