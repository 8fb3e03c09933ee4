import type { ArcRotateCamera } from '@babylonjs/core/Cameras/arcRotateCamera';
import { Color3 } from '@babylonjs/core/Maths/math.color';
import { Matrix, Vector3 } from '@babylonjs/core/Maths/math.vector';
import { CreateLineSystem } from '@babylonjs/core/Meshes/Builders/linesBuilder';
import type { Scene } from '@babylonjs/core/scene';
import type { DimensionLine } from '../../../shared/model/authoring.ts';

/** Dimension lines with their figures over the picture. */
export type Measures = {
  setShown(shown: boolean): void;
  /** Writes the figures anew, in another unit. */
  write(): void;
  /** Lays the figures where their lines are now; to be called with each frame. */
  place(): void;
  dispose(): void;
};

export type MeasuresParts = {
  scene: Scene;
  camera: ArcRotateCamera;
  layer: HTMLElement;
  /** Where the product stands: its lower corner and its upper one, metres. */
  min: Vector3;
  max: Vector3;
  /** Width, height and depth as they are told, millimetres. */
  sizeMm: readonly [number, number, number];
  more: readonly DimensionLine[];
  /** A length in millimetres as the reader writes it. */
  length(mm: number): string;
  text(line: DimensionLine): string;
};

const INK = new Color3(0.25, 0.23, 0.2);

/** Opens the dimension lines along a product's box, and those that its designer laid. */
export function openMeasures(parts: MeasuresParts): Measures {
  const { scene, camera, layer, min, max, sizeMm, more, length, text } = parts;
  const gap = max.subtract(min).length() * 0.06;
  const tick = gap * 0.4;
  const corner = (x: 'min' | 'max', y: 'min' | 'max', dx = 0, dz = 0): Vector3 =>
    new Vector3((x === 'min' ? min : max).x + dx, (y === 'min' ? min : max).y, max.z + dz);
  const box: [Vector3, Vector3, Vector3][] = [
    [corner('min', 'min', 0, gap), corner('max', 'min', 0, gap), new Vector3(0, 0, tick)],
    [corner('max', 'min', gap, gap), corner('max', 'max', gap, gap), new Vector3(tick, 0, 0)],
    [corner('max', 'min', gap), new Vector3(max.x + gap, min.y, min.z), new Vector3(tick, 0, 0)],
  ];
  const laid = more.map(({ from, to }): [Vector3, Vector3, Vector3] => [
    Vector3.FromArray(from),
    Vector3.FromArray(to),
    new Vector3(0, tick * 0.6, 0),
  ]);
  const ends = [...box, ...laid];
  const figure = (index: number): string => {
    const own = more[index - box.length];
    if (!own) return length(sizeMm[index as 0 | 1 | 2]);
    const [a, b] = ends[index]!;
    const words = text(own);
    const mm = length(Vector3.Distance(a, b) * 1000);
    return words ? `${words} ${mm}` : mm;
  };
  const lines = CreateLineSystem(
    'measures',
    {
      lines: ends.flatMap(([a, b, side]) => [
        [a, b],
        [a.subtract(side), a.add(side)],
        [b.subtract(side), b.add(side)],
      ]),
    },
    scene,
  );
  lines.color = INK;
  lines.isPickable = false;
  const labels = ends.map(([a, b], index) => {
    const element = document.createElement('div');
    element.className = 'measure';
    element.textContent = figure(index);
    layer.append(element);
    return { element, middle: Vector3.Center(a, b) };
  });
  const at = new Vector3();
  return {
    write() {
      for (const [index, { element }] of labels.entries()) element.textContent = figure(index);
    },
    place() {
      for (const { element, middle } of labels) {
        Vector3.ProjectToRef(
          middle,
          Matrix.IdentityReadOnly,
          scene.getTransformMatrix(),
          camera.viewport,
          at,
        );
        element.style.transform = `translate(-50%, -50%) translate(${(at.x * layer.clientWidth).toFixed(1)}px, ${(at.y * layer.clientHeight).toFixed(1)}px)`;
      }
    },
    setShown(shown) {
      lines.setEnabled(shown);
      for (const { element } of labels) element.hidden = !shown;
    },
    dispose() {
      lines.dispose();
      for (const { element } of labels) element.remove();
    },
  };
}
