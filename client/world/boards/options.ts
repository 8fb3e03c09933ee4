/** Lays the options of a select over a board, since the browser's own list does not stand in the room. */
export function offerOptions(root: HTMLElement, select: HTMLSelectElement): void {
  const list = document.createElement('div');
  list.className = 'board-options';
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', select.labels?.[0]?.textContent ?? '');
  const close = (): void => {
    list.remove();
    select.focus({ preventScroll: true });
  };
  for (const option of select.options) {
    const button = document.createElement('button');
    button.type = 'button';
    button.setAttribute('role', 'option');
    button.setAttribute('aria-selected', String(option.selected));
    button.textContent = option.label;
    button.dir = 'auto';
    button.disabled = option.disabled;
    button.onclick = () => {
      close();
      if (option.selected) return;
      select.value = option.value;
      select.dispatchEvent(new Event('input', { bubbles: true }));
      select.dispatchEvent(new Event('change', { bubbles: true }));
    };
    list.append(button);
  }
  list.onkeydown = (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    close();
  };
  root.append(list);
  const chosen = list.querySelector<HTMLElement>('[aria-selected="true"]') ?? list.querySelector('button');
  chosen?.scrollIntoView({ block: 'center' });
  chosen?.focus({ preventScroll: true });
}
