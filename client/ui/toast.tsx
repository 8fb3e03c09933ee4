import { signal } from '@preact/signals';
import { sayRefusal } from './i18n.ts';
import { toRefusal } from './report.ts';

type Toast = { id: number; text: string; kind: 'note' | 'error'; action?: { label: string; run(): void } };

/** Milliseconds for which a note stays, and one with which something can be done. */
const STAY_MS = 5000;
const STAY_TO_ACT_MS = 12_000;

const toasts = signal<Toast[]>([]);
let lastId = 0;

/** Shows a short note at the bottom for a few seconds, longer while one points at it; an action (such as undo) may go with it. Said twice it is shown once. */
export function say(text: string, kind: Toast['kind'] = 'note', action?: Toast['action']): void {
  const id = ++lastId;
  const others = toasts.value.filter((toast) => toast.text !== text).slice(-2);
  toasts.value = [...others, { id, text, kind, ...(action && { action }) }];
  const leave = (): void => {
    const held = document.querySelector('.toasts:hover, .toasts:focus-within');
    if (held) setTimeout(leave, STAY_MS);
    else dismiss(id);
  };
  setTimeout(leave, action ? STAY_TO_ACT_MS : STAY_MS);
}

/** Shows what went wrong in words for the person. */
export function sayError(error: unknown): void {
  say(sayRefusal(toRefusal(error)), 'error');
}

/** Ctrl+Z (or Cmd+Z) takes back what the latest note offers to take back; fields keep their own undo. */
export function undoByKey(event: KeyboardEvent): void {
  const { target, key, shiftKey } = event;
  if (key !== 'z' || shiftKey || !(event.ctrlKey || event.metaKey)) return;
  if (target instanceof Element && target.matches('input:not([type=color]):not([type=file]), textarea'))
    return;
  const latest = toasts.value.findLast(({ action }) => action);
  if (!latest) return;
  event.preventDefault();
  latest.action?.run();
  dismiss(latest.id);
}

const dismiss = (id: number): void => {
  toasts.value = toasts.value.filter((toast) => toast.id !== id);
};

/** Where the notes appear; read out politely. */
export function Toasts() {
  return (
    <div class="toasts" role="log" aria-live="polite">
      {toasts.value.map(({ id, text, kind, action }) => (
        <div key={id} class={`toast ${kind}`}>
          <span dir="auto">{text}</span>
          {action && (
            <button
              type="button"
              class="quiet"
              onClick={() => {
                action.run();
                dismiss(id);
              }}
            >
              {action.label}
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
