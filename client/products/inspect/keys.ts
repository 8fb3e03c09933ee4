/** What the keys of a picture do. */
type Keyed = {
  turn(radians: number): void;
  tilt(radians: number): void;
  zoom(factor: number): void;
  reset(): void;
};

const TURN = Math.PI / 12;
const TILT = Math.PI / 18;

/** While the picture has the focus: arrows turn and tilt, plus and minus zoom, 0 shows it as it was first seen; returns the undo. */
export function listenForKeys(region: HTMLElement, hand: Keyed, help: string): () => void {
  const hint = document.createElement('p');
  hint.className = 'keys-hint';
  hint.setAttribute('aria-hidden', 'true');
  hint.textContent = help;
  region.append(hint);
  const does: Record<string, () => void> = {
    ArrowLeft: () => hand.turn(TURN),
    ArrowRight: () => hand.turn(-TURN),
    ArrowUp: () => hand.tilt(-TILT),
    ArrowDown: () => hand.tilt(TILT),
    '+': () => hand.zoom(0.85),
    '=': () => hand.zoom(0.85),
    '-': () => hand.zoom(1.18),
    '0': () => hand.reset(),
  };
  const press = (event: KeyboardEvent): void => {
    const act = does[event.key];
    if (!act || event.target !== region || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  };
  const described = region.getAttribute('aria-describedby');
  region.removeAttribute('aria-describedby');
  region.setAttribute('aria-description', help);
  region.addEventListener('keydown', press);
  return () => {
    hint.remove();
    region.removeEventListener('keydown', press);
    region.removeAttribute('aria-description');
    if (described) region.setAttribute('aria-describedby', described);
  };
}
