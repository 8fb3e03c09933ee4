import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';

type TabListProps<Id extends string> = {
  label: string;
  tabs: [id: Id, text: ComponentChildren][];
  chosen: Id;
  /** The panel that it changes, by the end of its id. */
  panel: string;
  onChoose(id: Id): void;
};

/** Tabs of a panel; arrows go from one to the next, as the line runs, Home and End to the first and last (https://www.w3.org/WAI/ARIA/apg/patterns/tabs). */
export function TabList<Id extends string>({ label, tabs, chosen, panel, onChoose }: TabListProps<Id>) {
  // In a narrow window not all of them have room.
  useEffect(() => {
    const tab = document.getElementById(`tab-${panel}-${chosen}`);
    tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [chosen]);
  const go = (event: KeyboardEvent): void => {
    const step = document.documentElement.dir === 'rtl' ? -1 : 1;
    const at = tabs.findIndex(([id]) => id === chosen);
    const ways: Record<string, number> = { ArrowRight: at + step, ArrowLeft: at - step, Home: 0, End: -1 };
    const way = ways[event.key];
    if (way === undefined) return;
    const [next] = tabs.at(way % tabs.length)!;
    event.preventDefault();
    onChoose(next);
    document.getElementById(`tab-${panel}-${next}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={label} onKeyDown={go}>
      {tabs.map(([id, text]) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={`tab-${panel}-${id}`}
          class="quiet"
          tabIndex={id === chosen ? 0 : -1}
          aria-selected={id === chosen}
          aria-controls={id === chosen ? `panel-${panel}` : undefined}
          onClick={() => onChoose(id)}
        >
          {text}
        </button>
      ))}
    </div>
  );
}
