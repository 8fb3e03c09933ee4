import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useOwnId } from '../ui/ownId.ts';

type TabsProps = {
  label: string;
  tabs: readonly { id: string; label: string; content: ComponentChildren }[];
};

/** Panels of which one is seen (https://www.w3.org/WAI/ARIA/apg/patterns/tabs); all of them live on. */
export function Tabs({ label, tabs }: TabsProps) {
  const chosen = useSignal(tabs[0]!.id);
  const base = useOwnId();
  const move = (event: KeyboardEvent, at: number): void => {
    const ahead = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const step = { [ahead]: 1, [ahead === 'ArrowRight' ? 'ArrowLeft' : 'ArrowRight']: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = tabs[(at + step + tabs.length) % tabs.length]!;
    chosen.value = next.id;
    document.getElementById(`${base}-${next.id}`)?.focus();
  };
  return (
    <aside class="controls">
      <div class="tabs" role="tablist" aria-label={label}>
        {tabs.map(({ id, label: name }, at) => (
          <button
            key={id}
            id={`${base}-${id}`}
            type="button"
            role="tab"
            aria-selected={chosen.value === id}
            aria-controls={`${base}-${id}-panel`}
            tabIndex={chosen.value === id ? 0 : -1}
            onClick={() => (chosen.value = id)}
            onKeyDown={(event) => move(event, at)}
          >
            {name}
          </button>
        ))}
      </div>
      {tabs.map(({ id, content }) => (
        <div
          key={id}
          id={`${base}-${id}-panel`}
          role="tabpanel"
          aria-labelledby={`${base}-${id}`}
          hidden={chosen.value !== id}
        >
          {content}
        </div>
      ))}
    </aside>
  );
}
