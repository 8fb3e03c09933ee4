import { computed, signal } from '@preact/signals';
import type { Authoring, SectionPlane } from '../../../../shared/model/authoring.ts';
import type { ExplodePlan, Part } from '../../../../shared/model/part.ts';
import type { VersionEditor } from '../versionEditor.ts';
import type { Eye, LookScene, Picked } from './lookScene.ts';

/** What the next point of the surface that one chooses is for. */
export type Pointing =
  | { kind: 'none' }
  | { kind: 'mark' }
  | { kind: 'move-mark'; id: string }
  | { kind: 'measure'; id: string }
  | { kind: 'line'; from?: Picked };

/** What the panels of the look share: how the product is shown just now, and what of it is chosen. */
export type LookDesk = ReturnType<typeof openLookDesk>;

/** Opens the state of the look over an editor; the scene comes later and follows it. */
export function openLookDesk(editor: VersionEditor) {
  const { model } = editor.version.value;
  const scene = signal<LookScene | undefined>(undefined);
  const authoring = computed(() => editor.content.value.authoring);
  const change = (what: (authoring: Authoring) => Partial<Authoring>, thing?: string): void =>
    editor.change(
      (content) => ({ ...content, authoring: { ...content.authoring, ...what(content.authoring) } }),
      thing,
    );
  return {
    editor,
    model,
    parts: model.parts as readonly Part[],
    scene,
    authoring,
    change,
    plan: computed<ExplodePlan>(() => authoring.value.explode ?? model.explode),
    part: signal(''),
    mark: signal(''),
    variant: signal(''),
    explode: signal(0),
    section: signal<SectionPlane | null>(null),
    xray: signal(false),
    pointing: signal<Pointing>({ kind: 'none' }),
    /** The front as it will be seen on the stand. */
    lookAtFront(): void {
      const eye = scene.value?.eye();
      if (eye) scene.value?.setEye({ ...eye, yaw: Math.PI / 2 + editor.content.value.standYaw });
    },
    eye: (): Eye | undefined => scene.value?.eye(),
  };
}

/** A name that nothing else on the desk has. */
export const newId = (): string => crypto.randomUUID().slice(0, 8);
