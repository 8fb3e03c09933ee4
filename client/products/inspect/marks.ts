import type { ArcRotateCamera } from '@babylonjs/core/Cameras/arcRotateCamera';
import { Ray } from '@babylonjs/core/Culling/ray';
import { Matrix, Vector3 } from '@babylonjs/core/Maths/math.vector';
import type { Scene } from '@babylonjs/core/scene';
import type { Hotspot } from '../../../shared/model/authoring.ts';
import type { Explosion } from '../show/explosion.ts';
import type { ShownModel } from '../show/model.ts';

/** Numbered marks on a product's surface, as buttons over the picture. */
export type Marks = {
  setShown(shown: boolean): void;
  place(): void;
  /** Where a mark is now, metres. */
  where(id: string, target: Vector3): Vector3 | undefined;
  dispose(): void;
};

export type MarksParts = {
  scene: Scene;
  camera: ArcRotateCamera;
  layer: HTMLElement;
  model: ShownModel;
  explosion: Explosion;
  hotspots: readonly Hotspot[];
  /** The name of a mark as it is read out. */
  name(hotspot: Hotspot, number: number): string;
  onOpen(hotspot: Hotspot): void;
};

/** Frames between two looks whether marks are hidden by something: a look costs a ray each. */
const LOOK_FRAMES = 12;

/** Opens the marks; each goes along with its part, and fades where something stands before it. */
export function openMarks({
  scene,
  camera,
  layer,
  model,
  explosion,
  hotspots,
  name,
  onOpen,
}: MarksParts): Marks {
  const places = new Map<string, Vector3>();
  const marks = hotspots.map((hotspot, index) => {
    const element = document.createElement('button');
    element.type = 'button';
    element.className = 'mark';
    element.textContent = String(index + 1);
    element.setAttribute('aria-label', name(hotspot, index + 1));
    element.addEventListener('click', () => onOpen(hotspot));
    layer.append(element);
    const place = new Vector3();
    places.set(hotspot.id, place);
    return {
      element,
      hotspot,
      place,
      base: Vector3.FromArray(hotspot.at),
      normal: Vector3.FromArray(hotspot.normal),
    };
  });
  const offset = new Vector3();
  const at = new Vector3();
  const ray = new Ray(new Vector3(), new Vector3(), 1);
  const isOurs = (mesh: unknown): boolean => model.meshes.includes(mesh as never);
  let frame = 0;
  const hidden = (place: Vector3, normal: Vector3): boolean => {
    ray.origin.copyFrom(camera.globalPosition);
    place.subtractToRef(camera.globalPosition, ray.direction);
    const far = ray.direction.length();
    ray.direction.scaleInPlace(1 / far);
    if (Vector3.Dot(ray.direction, normal) > 0.15) return true;
    ray.length = far * 0.985;
    return scene.pickWithRay(ray, isOurs, true)?.hit === true;
  };
  return {
    setShown(shown) {
      for (const { element } of marks) element.hidden = !shown;
    },
    where: (id, target) => {
      const place = places.get(id);
      return place && target.copyFrom(place);
    },
    place() {
      frame++;
      for (const [index, { element, hotspot, place, base, normal }] of marks.entries()) {
        explosion.offsetOf(hotspot.part, offset);
        base.addToRef(offset, place);
        if (element.hidden) continue;
        Vector3.ProjectToRef(place, Matrix.IdentityReadOnly, scene.getTransformMatrix(), camera.viewport, at);
        element.style.transform = `translate(-50%, -50%) translate(${(at.x * layer.clientWidth).toFixed(1)}px, ${(at.y * layer.clientHeight).toFixed(1)}px)`;
        if ((frame + index) % LOOK_FRAMES === 0) element.classList.toggle('behind', hidden(place, normal));
      }
    },
    dispose() {
      for (const { element } of marks) element.remove();
    },
  };
}
