import { useSignal } from '@preact/signals';
import type { Pictures } from '../../../shared/model/catalogue.ts';
import { t } from '../../ui/i18n.ts';
import { say, sayError } from '../../ui/toast.tsx';
import { readInput } from './chosenFiles.ts';
import { DropBox } from './DropBox.tsx';
import type { DesignApi } from './designApi.ts';
import { DesignIcon } from './icons.tsx';
import type { VersionEditor } from './versionEditor.ts';

type PicturesProps = { api: DesignApi; editor: VersionEditor };

/** Pictures that are made of the model in the house's light, or given by the designer. */
export function PicturesTab({ api, editor }: PicturesProps) {
  const progress = useSignal<{ done: number; total: number } | undefined>(undefined);
  const { pictures } = editor.content.value;
  const url = editor.version.value.model.files.hero?.web?.url;
  const set = (next: Partial<Pictures>): void =>
    editor.change((content) => ({ ...content, pictures: { ...content.pictures, ...next } }));
  const take = async (): Promise<void> => {
    progress.value = { done: 0, total: 1 };
    try {
      const { takePictures } = await import('../show/pictures.ts');
      set(await takePictures(url!, api.keep, (done, total) => (progress.value = { done, total })));
      say(t('design.picturesTaken'));
    } catch (error) {
      sayError(error);
    } finally {
      progress.value = undefined;
    }
  };
  const own = async (name: 'thumbnail' | 'poster' | 'social', file: File): Promise<void> => {
    try {
      set({ [name]: await api.keep(file) });
    } catch (error) {
      sayError(error);
    }
  };
  return (
    <section class="card pictures-tab">
      <header>
        <p class="hint">{t('design.picturesHint')}</p>
        <button
          type="button"
          class="primary"
          disabled={!editor.editable || !url || progress.value !== undefined}
          onClick={() => void take()}
        >
          <DesignIcon name="take" /> {t('design.takePictures')}
        </button>
      </header>
      {progress.value && (
        <div class="with-figure" role="status">
          <progress
            value={progress.value.done}
            max={progress.value.total}
            aria-label={t('design.takingPictures', progress.value)}
          />
          <span>{t('design.takingPictures', progress.value)}</span>
        </div>
      )}
      <div class="pictures">
        {(['thumbnail', 'poster', 'social'] as const).map((name) => (
          <figure key={name}>
            {pictures[name] ? (
              <img src={pictures[name]} alt="" loading="lazy" />
            ) : (
              <span class="no-picture" />
            )}
            <figcaption>
              {t(`design.picture.${name}`)}
              {editor.editable && (
                <DropBox
                  label={t('design.ownPicture')}
                  accept="image/png,image/jpeg,image/webp"
                  read={readInput}
                  onFiles={([first]) => first && void own(name, first.file)}
                />
              )}
            </figcaption>
          </figure>
        ))}
        {pictures.turntable && <Turntable {...pictures.turntable} />}
      </div>
    </section>
  );
}

/** The product all around, a frame at a time. */
function Turntable({ url, frames, columns }: NonNullable<Pictures['turntable']>) {
  const frame = useSignal(0);
  const rows = Math.ceil(frames / columns);
  const [column, row] = [frame.value % columns, Math.floor(frame.value / columns)];
  return (
    <figure>
      <span
        class="turntable"
        style={{
          backgroundImage: `url(${url})`,
          backgroundSize: `${columns * 100}% ${rows * 100}%`,
          backgroundPosition: `${columns > 1 ? (column / (columns - 1)) * 100 : 0}% ${rows > 1 ? (row / (rows - 1)) * 100 : 0}%`,
        }}
      />
      <figcaption>
        {t('design.picture.turntable', { count: frames })}
        <input
          type="range"
          min="0"
          max={frames - 1}
          aria-label={t('design.picture.turntable', { count: frames })}
          value={frame}
          onInput={(event) => (frame.value = event.currentTarget.valueAsNumber)}
        />
      </figcaption>
    </figure>
  );
}
