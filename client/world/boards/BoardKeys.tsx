import './boards.css';
import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Keyboard } from './Keyboard.tsx';
import { isTextField, type TextField } from './typing.ts';

/** The keys below what stands on a board, while one of its fields is written into. `BOARD_WORDS` are to be learnt before. */
export function BoardKeys({ root }: { root: { current: HTMLElement | null } }) {
  const field = useField(root);
  const now = field.value;
  return now ? <Keyboard key={now.id} field={now} onClose={() => now.blur()} /> : null;
}

/** The field that is being written into. */
function useField(within: { current: HTMLElement | null }): Signal<TextField | undefined> {
  const field = useSignal<TextField | undefined>(undefined);
  useEffect(() => {
    const root = within.current!;
    const into = ({ target }: Event): void => {
      field.value = isTextField(target) ? target : undefined;
      if (field.value) requestAnimationFrame(() => field.value?.scrollIntoView({ block: 'center' }));
    };
    const out = (event: FocusEvent): void => {
      if (!isTextField(event.relatedTarget) && event.target === field.value) field.value = undefined;
    };
    // What is written into may go with the panel that it lay in.
    const gone = new MutationObserver(() => {
      if (field.value && !field.value.isConnected) field.value = undefined;
    });
    gone.observe(root, { subtree: true, childList: true });
    root.addEventListener('focusin', into);
    root.addEventListener('focusout', out);
    return () => {
      gone.disconnect();
      root.removeEventListener('focusin', into);
      root.removeEventListener('focusout', out);
    };
  }, []);
  return field;
}
