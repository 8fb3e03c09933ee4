import { Matrix, Vector3 } from '@babylonjs/core/Maths/math.vector';
import type { World } from '../world/world.ts';

/** A name above a head, with a bubble for what was just said. */
export type Plate = {
  /** Where the head's top is, metres. */
  move(x: number, y: number, z: number): void;
  setName(name: string, role: string, away: boolean): void;
  setVoice(talking: boolean, muted: boolean): void;
  say(text: string): void;
  /** Shows a sign (SVG of ours) above the head for a moment; none takes it away. */
  emote(sign: string | undefined): void;
  setHidden(hidden: boolean): void;
  dispose(): void;
};

/** The layer of plates over the picture. */
export type Plates = { add(): Plate; dispose(): void };

/** Metres within which names are shown, and beyond which they fade. */
const NEAR_METRES = 9;
const FAR_METRES = 12;
/** Milliseconds for which a bubble stays: a base and some per character. */
const BUBBLE_MS = { base: 3500, perCharacter: 45 } as const;
const BUBBLE_CHARACTERS = 120;
/** Milliseconds for which a sign stays. */
const EMOTE_MS = 2800;

/** Opens the layer in an element over the canvas. Names are decoration for the eye: people are listed elsewhere for everybody. */
export function openPlates(world: World, layer: HTMLElement): Plates {
  const all = new Set<{ place(): void }>();
  const point = new Vector3();
  const at = new Vector3();
  const undo = world.onFrame(() => {
    for (const plate of all) plate.place();
  });
  const project = (): boolean => {
    Vector3.ProjectToRef(
      point,
      Matrix.IdentityReadOnly,
      world.scene.getTransformMatrix(),
      world.camera.viewport,
      at,
    );
    return at.z > 0 && at.z < 1;
  };
  return {
    add() {
      const element = document.createElement('div');
      element.className = 'plate';
      element.ariaHidden = 'true';
      const bubble = document.createElement('div');
      bubble.className = 'bubble';
      bubble.hidden = true;
      bubble.dir = 'auto';
      const label = document.createElement('div');
      label.className = 'plate-name';
      const emote = document.createElement('div');
      emote.className = 'emote';
      emote.hidden = true;
      element.append(bubble, emote, label);
      layer.append(element);
      const place = { x: 0, y: 0, z: 0, hidden: false };
      let timer: ReturnType<typeof setTimeout> | undefined;
      let emoteTimer: ReturnType<typeof setTimeout> | undefined;
      const plate = {
        place() {
          point.set(place.x, place.y, place.z);
          const distance = Vector3.Distance(point, world.camera.globalPosition);
          const visible = !place.hidden && distance < FAR_METRES && project();
          element.style.display = visible ? '' : 'none';
          if (!visible) return;
          const x = at.x * layer.clientWidth;
          const y = at.y * layer.clientHeight;
          element.style.transform = `translate(-50%, -100%) translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
          element.style.opacity = String(Math.min(1, (FAR_METRES - distance) / (FAR_METRES - NEAR_METRES)));
        },
      };
      all.add(plate);
      return {
        move(x, y, z) {
          place.x = x;
          place.y = y;
          place.z = z;
        },
        setName(name, role, away) {
          label.textContent = name;
          label.classList.toggle('host', role !== 'visitor');
          label.classList.toggle('away', away);
        },
        setVoice(talking, muted) {
          label.classList.toggle('talking', talking);
          label.classList.toggle('muted', muted);
        },
        say(text) {
          bubble.textContent =
            text.length > BUBBLE_CHARACTERS ? `${text.slice(0, BUBBLE_CHARACTERS)}…` : text;
          bubble.hidden = false;
          clearTimeout(timer);
          timer = setTimeout(
            () => (bubble.hidden = true),
            BUBBLE_MS.base + text.length * BUBBLE_MS.perCharacter,
          );
        },
        emote(sign) {
          clearTimeout(emoteTimer);
          emote.hidden = !sign;
          if (!sign) return;
          emote.innerHTML = sign;
          emoteTimer = setTimeout(() => {
            emote.hidden = true;
          }, EMOTE_MS);
        },
        setHidden(hidden) {
          place.hidden = hidden;
        },
        dispose() {
          clearTimeout(timer);
          clearTimeout(emoteTimer);
          all.delete(plate);
          element.remove();
        },
      };
    },
    dispose() {
      undo();
      layer.replaceChildren();
    },
  };
}
