import { signal } from '@preact/signals';
import { sayRefusal } from './i18n.ts';
import { toRefusal } from './report.ts';

type Toast = { id: number; text: string; kind: 'note' | 'error'; action?: { label: string; run(): void } };

/** Milliseconds for which a note stays. */
const STAY_MS = 5000;

const toasts = signal<Toast[]>([]);
let lastId = 0;

/** Shows a short note at the bottom for a few seconds; an action (such as undo) may go with it. */
export function say(text: string, kind: Toast['kind'] = 'note', action?: Toast['action']): void {
  const id = ++lastId;
  toasts.value = [...toasts.value.slice(-2), { id, text, kind, ...(action && { action }) }];
  setTimeout(() => dismiss(id), STAY_MS);
}

/** Shows what went wrong in words for the person. */
export function sayError(error: unknown): void {
  say(sayRefusal(toRefusal(error)), 'error');
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
          {text}
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
