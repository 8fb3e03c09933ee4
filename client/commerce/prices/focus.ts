/** Once it is drawn: where what had the keyboard is gone, something near it takes it. */
export function keepFocus(near: () => HTMLElement | null | undefined): void {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) near()?.focus({ preventScroll: true });
  });
}
