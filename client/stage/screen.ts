import { Texture } from '@babylonjs/core/Materials/Textures/texture';
import { VideoTexture } from '@babylonjs/core/Materials/Textures/videoTexture';
import { Matrix, Vector2, Vector3 } from '@babylonjs/core/Maths/math.vector';
import type { SceneScreen } from '../../shared/model/scene.ts';
import type { World } from '../world/world.ts';
import { openFloorReflection } from './floorReflection.ts';
import { rest, type Surface } from './surface.ts';

/** The screens of the room: surfaces with one feed on all of them. */
export type Screen = {
  /** Shows a track, or the slate. */
  show(track: MediaStreamTrack | undefined): void;
  /** From now on the feed is on these of its surfaces alone; the others rest. */
  use(surfaces: readonly Surface[]): void;
  /** Frames of the feed that were drawn on the surface. */
  framesShown(): number;
  /** Calls back after a frame of the feed was drawn, until the undo is called. */
  onShown(listener: () => void): () => void;
  /** What is on it now, for those who look at its colours; undefined before anything is. */
  picture(): HTMLVideoElement | HTMLImageElement | undefined;
  /** The element that decodes the feed, for measurements. */
  video: HTMLVideoElement;
  dispose(): void;
};

/** Whether a screen is seen, and how tall it is in the picture (share of the picture's height). */
export type ScreenView = { visible: boolean; height: number };

/** Milliseconds that a change between feed and slate takes. */
const FADE_MS = 350;

/**
 * Puts a feed on surfaces; `slate` replaces their first picture once a feed has covered it. The floor mirrors the first
 * one by `gloss` (0 to 1). `onView` hears when what one sees of them changes enough to matter. Closing leaves the surfaces
 * as they were.
 */
export function openScreen(
  world: World,
  surfaces: readonly Surface[],
  slate: string,
  gloss: number,
  onView: (view: ScreenView) => void,
): Screen {
  const { scene } = world;
  const { place, still } = surfaces[0]!;
  const reflection = gloss > 0 ? openFloorReflection(world, place, gloss) : undefined;
  if (reflection) rest(reflection.material, still);
  let used = surfaces;
  const materialsOf = (some: readonly Surface[]) => [
    ...some.map((surface) => surface.material),
    ...(reflection && some.includes(surfaces[0]!) ? [reflection.material] : []),
  ];
  let materials = materialsOf(used);
  const slateImage = new Image();
  slateImage.src = slate;
  const slateTexture = new Texture(slate, scene, { noMipmap: false, invertY: true });
  const video = document.createElement('video');
  Object.assign(video, { muted: true, autoplay: true, playsInline: true });
  const feed = new VideoTexture(
    `feed ${place.id}`,
    video,
    scene,
    false,
    false,
    Texture.BILINEAR_SAMPLINGMODE,
    {
      autoPlay: false,
      autoUpdateTexture: true,
      independentVideoSource: true,
    },
  );
  const shownListeners = new Set<() => void>();
  let frames = 0;
  let watching = 0;
  let mixed = 0;
  let live = false;
  let bound = false;
  let fresh = false;
  const arrived = (): void => {
    fresh = true;
    live = true;
    watching = video.requestVideoFrameCallback(arrived);
  };
  watching = video.requestVideoFrameCallback(arrived);
  const undrawn = world.onDrawn(() => {
    if (!fresh || !bound) return;
    fresh = false;
    frames++;
    for (const listener of shownListeners) listener();
  });

  let lastView: ScreenView = { visible: true, height: 1 };
  let nextLook = 0;
  const corner = new Vector3();
  const fit = new Vector2(1, 1);
  const look = (): void => {
    const planes = scene.frustumPlanes ?? [];
    const seen = used.filter(({ mesh }) => mesh.isInFrustum(planes));
    const visible = seen.length > 0 && !document.hidden;
    const height = visible ? Math.max(...seen.map((surface) => projectedHeight(surface.place))) : 0;
    if (visible === lastView.visible && Math.abs(height - lastView.height) < 0.05) return;
    lastView = { visible, height };
    onView(lastView);
  };
  const projectedHeight = ({ centre, height }: SceneScreen): number => {
    const edge = (dy: number): number => {
      corner.set(centre[0], centre[1] + dy, centre[2]);
      Vector3.ProjectToRef(
        corner,
        Matrix.IdentityReadOnly,
        scene.getTransformMatrix(),
        world.camera.viewport,
        corner,
      );
      return corner.y;
    };
    return Math.min(1.5, Math.abs(edge(height / 2) - edge(-height / 2)));
  };
  const undo = world.onFrame((seconds) => {
    const goal = live ? 1 : 0;
    mixed += Math.sign(goal - mixed) * Math.min(Math.abs(goal - mixed), (seconds * 1000) / FADE_MS);
    for (const each of materials) each.setFloat('mixed', mixed);
    if (mixed === 1) for (const each of materials) each.setTexture('slate', slateTexture);
    if (live && !bound && video.videoWidth > 0) {
      bound = true;
      for (const each of materials) each.setTexture('feed', feed);
    }
    const [first] = used;
    if (bound && first && video.videoWidth > 0) {
      const { place } = first;
      const ratio = video.videoWidth / video.videoHeight / (place.width / place.height);
      fit.set(Math.min(1, ratio), Math.min(1, 1 / ratio));
      for (const each of materials) each.setVector2('fit', fit);
    }
    nextLook -= seconds;
    if (nextLook > 0) return;
    nextLook = 0.25;
    look();
  });
  return {
    video,
    use(next) {
      if (next.length === used.length && next.every((surface) => used.includes(surface))) return;
      for (const surface of used) if (!next.includes(surface)) rest(surface.material, surface.still);
      if (reflection && !next.includes(surfaces[0]!)) rest(reflection.material, still);
      used = next;
      materials = materialsOf(used);
      bound = false;
      mixed = Math.min(mixed, 0.99);
    },
    picture: () => {
      if (bound && live) return video;
      return slateImage.complete && slateImage.naturalWidth > 0 ? slateImage : undefined;
    },
    framesShown: () => frames,
    onShown(listener) {
      shownListeners.add(listener);
      return () => shownListeners.delete(listener);
    },
    show(track) {
      const current = (video.srcObject as MediaStream | null)?.getVideoTracks()[0];
      if (track === current) return;
      live = false;
      video.srcObject = track ? new MediaStream([track]) : null;
      if (track) void video.play().catch(() => undefined);
    },
    dispose() {
      undo();
      undrawn();
      video.cancelVideoFrameCallback(watching);
      video.srcObject = null;
      feed.dispose();
      slateTexture.dispose();
      reflection?.dispose();
      for (const surface of used) rest(surface.material, surface.still);
    },
  };
}
