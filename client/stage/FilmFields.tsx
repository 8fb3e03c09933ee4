import type { Signal } from '@preact/signals';
import { t } from '../ui/i18n.ts';

type FileSignal = Signal<File | undefined>;
type FilmFieldsProps = { film: FileSignal; captions: FileSignal; disabled: boolean; onChange(): void };

/** A film from this machine, and the file of its captions. */
export function FilmFields({ film, captions, disabled, onChange }: FilmFieldsProps) {
  const field = (id: string, label: string, accept: string, file: FileSignal) => (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="file"
        accept={accept}
        disabled={disabled}
        onChange={(event) => {
          file.value = event.currentTarget.files?.[0];
          onChange();
        }}
      />
    </div>
  );
  return (
    <>
      {field('film', t('studio.chooseFilm'), 'video/*', film)}
      {field('film-captions', t('studio.chooseCaptions'), '.vtt,.srt,text/vtt', captions)}
    </>
  );
}
