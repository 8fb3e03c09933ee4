import { HOTSPOT_KINDS, type Hotspot, type HotspotKind } from '../../../../shared/model/authoring.ts';
import { inLanguage } from '../../../../shared/model/localText.ts';
import { SelectField } from '../../../ui/Field.tsx';
import { language, t } from '../../../ui/i18n.ts';
import { sayError } from '../../../ui/toast.tsx';
import { readInput } from '../chosenFiles.ts';
import { DropBox } from '../DropBox.tsx';
import type { DesignApi } from '../designApi.ts';
import { DesignIcon } from '../icons.tsx';
import { LocalField } from '../LocalField.tsx';
import type { LookDesk } from './lookDesk.ts';
import { change } from './pointing.ts';

type MarksProps = { look: LookDesk; api: DesignApi };

/** Asks for a point of the surface and takes the keyboard to the picture. */
export function point(look: LookDesk, pointing: LookDesk['pointing']['value']): void {
  look.pointing.value = pointing;
  document.getElementById('look-picture')?.focus();
}

/** Marks on the surface: pin one, write what it says, move it, take it away. */
export function MarksPanel({ look, api }: MarksProps) {
  const { hotspots } = look.authoring.value;
  const chosen = hotspots.find(({ id }) => id === look.mark.value);
  return (
    <>
      <button type="button" class="quiet outlined" onClick={() => point(look, { kind: 'mark' })}>
        <DesignIcon name="pin" /> {t('design.pinMark')}
      </button>
      {hotspots.length === 0 && <p class="empty">{t('design.noMarks')}</p>}
      <ol class="mark-list">
        {hotspots.map((mark, index) => (
          <li key={mark.id}>
            <button
              type="button"
              class="line"
              aria-pressed={mark.id === look.mark.value}
              onClick={() => (look.mark.value = mark.id === look.mark.value ? '' : mark.id)}
            >
              <b class="number">{index + 1}</b>
              <span>
                <bdi>{inLanguage(mark.title, language.value) || t('design.untitled')}</bdi>
              </span>
              <small>{t(`design.mark.${mark.kind}`)}</small>
            </button>
            <button
              type="button"
              class="icon-button"
              aria-label={t('design.removeOne', { name: mark.title.en || String(index + 1) })}
              onClick={() =>
                look.change(({ hotspots: all }) => ({ hotspots: all.filter(({ id }) => id !== mark.id) }))
              }
            >
              <DesignIcon name="remove" />
            </button>
          </li>
        ))}
      </ol>
      {chosen && <MarkFields key={chosen.id} look={look} api={api} mark={chosen} />}
    </>
  );
}

function MarkFields({ look, api, mark }: MarksProps & { mark: Hotspot }) {
  const set = (what: Partial<Hotspot>): void => change(look, mark.id, what, `mark ${mark.id}`);
  const keep = async (file: File): Promise<void> => {
    try {
      set({ file: await api.keep(file) });
    } catch (error) {
      sayError(error);
    }
  };
  const disabled = !look.editor.editable;
  const media = mark.kind === 'picture' || mark.kind === 'film';
  return (
    <div class="fields chosen-fields">
      <SelectField
        name="kind"
        label={t('design.markKind')}
        options={HOTSPOT_KINDS.map((kind) => [kind, t(`design.mark.${kind}`)])}
        initial={mark.kind}
        onChange={(kind) => set({ kind: kind as HotspotKind })}
      />
      <LocalField
        label={t('design.markTitle')}
        text={mark.title}
        language={language.value}
        most={120}
        disabled={disabled}
        onChange={(title) => set({ title })}
      />
      <LocalField
        label={t('design.markText')}
        text={mark.text}
        language={language.value}
        most={2000}
        rows={3}
        disabled={disabled}
        onChange={(text) => set({ text })}
      />
      {media && (
        <>
          {mark.file &&
            (mark.kind === 'picture' ? (
              <img class="mark-file" src={mark.file} alt="" />
            ) : (
              // biome-ignore lint/a11y/useMediaCaption: what a film says is written in the text beside it
              <video class="mark-file" src={mark.file} controls preload="metadata" />
            ))}
          <DropBox
            label={t(mark.kind === 'picture' ? 'design.markPicture' : 'design.markFilm')}
            accept={mark.kind === 'picture' ? 'image/png,image/jpeg,image/webp' : 'video/mp4,video/webm'}
            read={readInput}
            onFiles={([first]) => first && void keep(first.file)}
          />
        </>
      )}
      <p class="verbs">
        {mark.kind === 'measure' && (
          <button
            type="button"
            class="quiet outlined"
            onClick={() => point(look, { kind: 'measure', id: mark.id })}
          >
            {t(mark.to ? 'design.otherEnd' : 'design.setEnd')}
          </button>
        )}
        <button type="button" class="quiet" onClick={() => point(look, { kind: 'move-mark', id: mark.id })}>
          {t('design.moveMark')}
        </button>
      </p>
    </div>
  );
}
