import type { Vec3 } from '../../../shared/model/part.ts';

/** Where somebody points, and who: their name in their colour. */
export type Dot = { id: string; name: string; colour: string; at: Vec3 };

/** Dots of those one looks together with, over the picture. */
export type Dots = {
  set(dots: readonly Dot[]): void;
  /** Lays the dots where their points are now; to be called with each frame. */
  place(): void;
  dispose(): void;
};

/** Opens the dots of a layer. `project` answers shares of its width and height. */
export function openDots(layer: HTMLElement, project: (at: Vec3) => { x: number; y: number }): Dots {
  const shown = new Map<string, { element: HTMLElement; at: Vec3 }>();
  const add = ({ id, name, colour, at }: Dot): void => {
    const element = document.createElement('div');
    element.className = 'look-dot';
    element.style.setProperty('--mine', colour);
    element.append(Object.assign(document.createElement('span'), { textContent: name, dir: 'auto' }));
    layer.append(element);
    shown.set(id, { element, at });
  };
  const clear = (keep: ReadonlySet<string>): void => {
    for (const [id, { element }] of shown)
      if (!keep.has(id)) {
        element.remove();
        shown.delete(id);
      }
  };
  return {
    set(dots) {
      clear(new Set(dots.map(({ id }) => id)));
      for (const dot of dots) {
        const known = shown.get(dot.id);
        if (known) known.at = dot.at;
        else add(dot);
      }
    },
    place() {
      for (const { element, at } of shown.values()) {
        const { x, y } = project(at);
        element.style.transform = `translate(${(x * layer.clientWidth).toFixed(1)}px, ${(y * layer.clientHeight).toFixed(1)}px)`;
      }
    },
    dispose: () => clear(new Set()),
  };
}
