import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../../ui/i18n.ts';
import type { LoadBody } from '../../bodies.ts';
import type { Desk } from '../desk.ts';
import { openScene } from '../openScene.ts';
import { dragPieces } from '../scene/dragPieces.ts';
import type { Flat } from './homography.ts';
import { SheetMarks } from './SheetMarks.tsx';
import { sheetPose } from './sheetPose.ts';

/** A photo of one's own room: once a sheet of A4 is marked in it, furniture stands on its floor at true size. The photo never leaves this device. */
export function PhotoView({ desk, load }: { desk: Desk; load: LoadBody }) {
  const photo = desk.photo.value;
  if (!photo) return <ChoosePhoto desk={desk} />;
  if (!photo.pose) return <MarkSheet desk={desk} />;
  return <Furnished key={photo.url} desk={desk} load={load} />;
}

function ChoosePhoto({ desk }: { desk: Desk }) {
  const failed = useSignal(false);
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    failed.value = false;
    const url = URL.createObjectURL(file);
    const image = new Image();
    image.src = url;
    try {
      await image.decode();
      desk.photo.value = { url, size: [image.naturalWidth, image.naturalHeight], pose: undefined };
    } catch {
      URL.revokeObjectURL(url);
      failed.value = true;
    }
  };
  return (
    <div class="photo-choose">
      <h2>{t('plan.photo.title')}</h2>
      <p>{t('plan.photo.hint')}</p>
      <label class="photo-file">
        <span>{t('plan.photo.choose')}</span>
        <input
          type="file"
          accept="image/*"
          onChange={({ currentTarget }) => void take(currentTarget.files?.[0])}
        />
      </label>
      <p class="hint">{t('plan.photo.private')}</p>
      {failed.value && (
        <p class="problem" role="alert">
          {t('plan.photo.unreadable')}
        </p>
      )}
    </div>
  );
}

/** The sheet's corners before anybody has marked them: in the lower middle of the picture, as one would lay it. */
const firstMarks = ([w, h]: readonly [number, number]): Flat[] => [
  [w * 0.42, h * 0.62],
  [w * 0.58, h * 0.62],
  [w * 0.61, h * 0.74],
  [w * 0.39, h * 0.74],
];

function MarkSheet({ desk }: { desk: Desk }) {
  const photo = desk.photo.value!;
  const marks = useSignal<Flat[]>(firstMarks(photo.size));
  const failed = useSignal(false);
  const done = (): void => {
    const pose = sheetPose(marks.value, photo.size);
    failed.value = pose === undefined;
    if (pose) desk.photo.value = { ...photo, pose };
  };
  return (
    <div class="photo-mark">
      <SheetMarks photo={photo} marks={marks} />
      <div class="photo-bar panel">
        <p>{t('plan.photo.mark')}</p>
        {failed.value && <p role="alert">{t('plan.photo.noSheet')}</p>}
        <div class="verb-row">
          <button type="button" class="primary" onClick={done}>
            {t('plan.photo.done')}
          </button>
          <AnotherPhoto desk={desk} />
        </div>
      </div>
    </div>
  );
}

function AnotherPhoto({ desk }: { desk: Desk }) {
  const drop = (): void => {
    const { url } = desk.photo.value!;
    desk.photo.value = undefined;
    URL.revokeObjectURL(url);
  };
  return (
    <button type="button" class="quiet" onClick={drop}>
      {t('plan.photo.another')}
    </button>
  );
}

function Furnished({ desk, load }: { desk: Desk; load: LoadBody }) {
  const photo = desk.photo.value!;
  const region = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const failed = useSignal(false);
  useEffect(() => {
    const undo: (() => void)[] = [];
    const opening = openScene({ canvas: canvas.current!, desk, load });
    opening.ready.then(
      (scene) => {
        if (!scene) return;
        scene.asPhoto(photo.pose);
        undo.push(desk.selected.subscribe((id) => scene.mark(id)));
        undo.push(dragPieces(region.current!, canvas.current!, scene, desk));
      },
      () => {
        failed.value = true;
      },
    );
    return () => {
      for (const step of undo) step();
      opening.close();
    };
  }, []);
  const again = (): void => {
    desk.photo.value = { ...photo, pose: undefined };
  };
  return (
    <div class="photo-mark">
      <div
        ref={region}
        class="photo-frame"
        style={{ aspectRatio: `${photo.size[0]} / ${photo.size[1]}` }}
        role="region"
        aria-label={t('plan.stage.photo')}
      >
        <img src={photo.url} alt="" draggable={false} />
        <canvas ref={canvas} class="planner-canvas" tabIndex={-1} />
      </div>
      <div class="photo-bar panel">
        <p>{failed.value ? t('plan.noScene') : t(`plan.photo.${photo.pose!.focal}`)}</p>
        <div class="verb-row">
          <button type="button" class="quiet" onClick={again}>
            {t('plan.photo.again')}
          </button>
          <AnotherPhoto desk={desk} />
        </div>
      </div>
    </div>
  );
}
