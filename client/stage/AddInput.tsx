import { useSignal } from '@preact/signals';
import { SelectField } from '../ui/Field.tsx';
import { t } from '../ui/i18n.ts';
import { CameraCheck } from './CameraCheck.tsx';
import type { LocalKind } from './capture.ts';
import { type Capture, type CaptureWish, capture } from './capture.ts';
import type { Desk, DeskInput } from './desk.ts';
import { DeskIcon } from './deskIcons.tsx';
import { FilmFields } from './FilmFields.tsx';

const KINDS: readonly LocalKind[] = ['camera', 'screen', 'film', 'slides'];

type AddProps = {
  desk: Desk;
  /** Hears what a film's captions say as it plays, and in which file they are. */
  onCue(text: string, file: File | undefined): void;
  recorded: RecordedFilms;
};

/** Recordings of events, which can be shown as films. */
export type RecordedFilms = {
  /** Ids and titles, latest first. */
  list(): Promise<[id: string, title: string][]>;
  open(id: string): Promise<Capture>;
};

/** The ways to add an input of this machine. */
export function AddInput({ desk, onCue, recorded }: AddProps) {
  const recordings = useSignal<[id: string, title: string][]>([]);
  const recording = useSignal('');
  const asking = useSignal<LocalKind | undefined>(undefined);
  const film = useSignal<File | undefined>(undefined);
  const captions = useSignal<File | undefined>(undefined);
  const problem = useSignal('');
  const take = (kind: LocalKind, captured: Capture, name: string): DeskInput => {
    asking.value = undefined;
    return desk.add(kind, name, captured);
  };
  const open = async (wish: CaptureWish, name: string): Promise<void> => {
    problem.value = '';
    try {
      take(wish.kind, await capture(wish), name);
    } catch (error) {
      problem.value = t(`studio.noInput.${wish.kind}`, { reason: (error as Error).message });
    }
  };
  const begin = (kind: LocalKind): void => {
    problem.value = '';
    asking.value = asking.value === kind ? undefined : kind;
    if (asking.value === 'film') {
      recording.value = '';
      recorded.list().then(
        (list) => (recordings.value = list),
        () => undefined,
      );
    }
    if (kind === 'screen') {
      asking.value = undefined;
      void open({ kind }, '');
    }
  };
  const openRecording = async (): Promise<void> => {
    const [id, title] = recordings.value.find(([id]) => id === recording.value)!;
    try {
      take('film', await recorded.open(id), title);
    } catch (error) {
      problem.value = t('studio.noInput.film', { reason: (error as Error).message });
    }
  };
  const openFilm = (): Promise<void> => {
    if (recording.value) return openRecording();
    const words = captions.value;
    return open(
      { kind: 'film', film: film.value, captions: words, onCue: (text) => onCue(text, words) },
      film.value?.name ?? '',
    );
  };
  return (
    <section class="add" aria-label={t('studio.add')}>
      <div class="kinds">
        {KINDS.map((kind) => (
          <button
            key={kind}
            type="button"
            class="quiet"
            aria-expanded={kind === 'screen' ? undefined : asking.value === kind}
            onClick={() => begin(kind)}
          >
            <DeskIcon name={kind} />
            {t(`studio.add.${kind}`)}
          </button>
        ))}
      </div>
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      {asking.value === 'camera' && (
        <CameraCheck
          title={t('studio.add.camera')}
          accept={t('studio.useCamera')}
          onAccept={(captured, name) => take('camera', captured, name)}
          onClose={() => (asking.value = undefined)}
        />
      )}
      {asking.value === 'film' && (
        <div class="fields">
          <FilmFields
            film={film}
            captions={captions}
            disabled={false}
            onChange={() => (problem.value = '')}
          />
          {recordings.value.length > 0 && (
            <SelectField
              name="recording"
              label={t('studio.chooseRecording')}
              options={[['', t('studio.noRecording')], ...recordings.value]}
              onChange={(id) => (recording.value = id)}
            />
          )}
          <button
            type="button"
            class="primary"
            disabled={!film.value && !recording.value}
            onClick={() => void openFilm()}
          >
            {t('studio.useFilm')}
          </button>
        </div>
      )}
      {asking.value === 'slides' && (
        <div class="fields">
          <div class="field">
            <label for="slides">{t('studio.chooseSlides')}</label>
            <input
              id="slides"
              type="file"
              accept="image/*"
              multiple
              onChange={(event) => {
                const pictures = [...(event.currentTarget.files ?? [])];
                if (pictures.length > 0) void open({ kind: 'slides', pictures }, t('studio.slides'));
              }}
            />
          </div>
        </div>
      )}
    </section>
  );
}
