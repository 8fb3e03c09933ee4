import type { Till } from './till.ts';

/** What keys do at the desk: `/` searches, J and K or the arrows go along the list, X chooses, Enter opens, Escape goes back. */
export const pressOf =
  (till: Till) =>
  (event: KeyboardEvent): void => {
    const target = event.target as Element;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.matches('input:not([type=checkbox]), textarea, select')) {
      if (event.key === 'Escape') (target as HTMLElement).blur();
      return;
    }
    const verb = verbOf(till, event.key, target);
    if (!verb) return;
    event.preventDefault();
    verb();
  };

function verbOf(till: Till, key: string, target: Element): (() => void) | undefined {
  switch (key) {
    case '/':
      return () => document.getElementById('till-search')?.focus();
    case 'j':
    case 'ArrowDown':
      return () => go(till, 1);
    case 'k':
    case 'ArrowUp':
      return () => go(till, -1);
    case 'x':
      return () => till.choose([till.current.value], !till.chosen.value.has(till.current.value));
    case 'Enter':
      // What has the focus takes the key itself.
      return target.closest('a, button, summary') ? undefined : () => till.show(till.current.value);
    case 'Escape':
      return () => {
        if (till.opened.value) till.show('');
        else till.choose([...till.chosen.value], false);
      };
    default:
      return undefined;
  }
}

function go(till: Till, by: number): void {
  const rows = till.rows.value ?? [];
  const at = rows.findIndex(({ id }) => id === till.current.value);
  const row = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))];
  if (!row) return;
  till.current.value = row.id;
  const link = document.querySelector<HTMLElement>(`[data-order="${row.id}"] a`);
  link?.focus({ preventScroll: true });
  link?.closest('tr')?.scrollIntoView({ block: 'nearest' });
  if (till.opened.value) till.show(row.id);
}
