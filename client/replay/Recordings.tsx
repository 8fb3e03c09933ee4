import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { inLanguage } from '../../shared/model/localText.ts';
import type { ExportedFile, RecordingFiles, RecordingSummary } from '../../shared/model/replay.ts';
import type { Api } from '../net/api.ts';
import { useCurrent } from '../ui/current.ts';
import { formatShare, formatTime } from '../ui/format.ts';
import { language, t, writing } from '../ui/i18n.ts';
import { Trouble } from '../ui/Trouble.tsx';
import { sayError } from '../ui/toast.tsx';
import { formatBytes, formatClock } from './format.ts';
import { openPlayer, type Player } from './player.ts';

/** Milliseconds between two looks at the server. */
const REFRESH_MS = 4000;
/** Milliseconds by which trim moves with a key. */
const TRIM_STEP_MS = 100;

type RecordingsProps = { api: Pick<Api, 'recordings' | 'replay'> };

/** What was recorded: look at it, trim it, take it away as files, delete it, and for how long it is kept. */
export function Recordings({ api }: RecordingsProps) {
  const { known: list, trouble, refresh } = useCurrent(api.recordings.list, REFRESH_MS);
  const chosen = useSignal('');
  const recordings = list.value?.recordings;
  const open = recordings?.find(({ event }) => event === chosen.value);
  return (
    <section class="recordings">
      <h2>{t('recordings.title')}</h2>
      {trouble.value && <Trouble refusal={trouble.value} onRetry={() => void refresh()} />}
      {!recordings && !trouble.value && <div class="skeleton" aria-busy="true" />}
      {recordings?.length === 0 && <p class="empty">{t('recordings.none')}</p>}
      <ul>
        {recordings?.map((recording) => (
          <li key={recording.event}>
            <button
              type="button"
              class="recording-row"
              aria-expanded={recording === open}
              onClick={() => (chosen.value = recording === open ? '' : recording.event)}
            >
              <b dir="auto">{inLanguage(recording.title, language.value)}</b>
              <span>{formatTime(recording.startedAt, writing.value)}</span>
              <bdi>{formatClock(recording.ms)}</bdi>
              <bdi>{formatBytes(recording.bytes, writing.value)}</bdi>
              <span>{t('recordings.parts', { count: recording.parts })}</span>
            </button>
            {recording === open && (
              <Desk
                key={recording.event}
                api={api}
                recording={recording}
                onChanged={() => void refresh()}
                onDeleted={() => {
                  chosen.value = '';
                  void refresh();
                }}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

type DeskProps = RecordingsProps & { recording: RecordingSummary; onChanged(): void; onDeleted(): void };

function Desk({ api, recording, onChanged, onDeleted }: DeskProps) {
  const files = useSignal<RecordingFiles['files']>([]);
  const deleting = useSignal(false);
  useEffect(() => {
    api.recordings.get(recording.event).then((found) => (files.value = found.files), sayError);
  }, [recording.event, recording.endedAt]);
  if (recording.endedAt === null) return <p class="empty">{t('recordings.running')}</p>;
  const remove = (): void => {
    if (!deleting.value) deleting.value = true;
    else api.recordings.remove(recording.event).then(onDeleted, sayError);
  };
  return (
    <div class="recording-desk">
      <Trim api={api} recording={recording} onChanged={onChanged} />
      <Export api={api} event={recording.event} />
      <h3>{t('recordings.sources')}</h3>
      <ul class="recording-files">
        {files.value.map((file) => (
          <li key={`${file.feed} ${file.number}`}>
            <span>
              <bdi>{file.feed === 'programme' ? t('recordings.programme') : file.name || file.kind}</bdi>{' '}
              <bdi>{formatClock(file.ms)}</bdi> · <bdi>{formatBytes(file.bytes, writing.value)}</bdi>
            </span>
            {file.state !== 'failed' && (
              <a class="quiet link" href={`${file.url}&save=1`} download>
                {t('recordings.download')}
              </a>
            )}
          </li>
        ))}
      </ul>
      <p class="recording-keep">
        <label>
          {t('recordings.keep')}{' '}
          <input
            type="number"
            min="1"
            max="3650"
            value={recording.days}
            onChange={(event) =>
              api.recordings
                .keep(recording.showroom, Math.round(Number(event.currentTarget.value)))
                .then(onChanged, sayError)
            }
          />
        </label>
        <button type="button" class="quiet" onClick={remove} onBlur={() => (deleting.value = false)}>
          {t(deleting.value ? 'recordings.deleteSure' : 'recordings.delete')}
        </button>
      </p>
    </div>
  );
}

type TrimProps = RecordingsProps & { recording: RecordingSummary; onChanged(): void };

/** Two handles over the whole recording; the picture shows where the one is that was moved last. */
function Trim({ api, recording, onChanged }: TrimProps) {
  const player = useSignal<Player | undefined>(undefined);
  const range = useSignal<{ from: number; to: number } | undefined>(undefined);
  const picture = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let closed = false;
    api.replay.manifest(recording.event).then((manifest) => {
      if (closed || manifest.parts.length === 0) return;
      const first = manifest.parts[0]!.from;
      const last = Math.max(...manifest.parts.map(({ from, ms }) => from + ms));
      range.value = { from: manifest.from, to: manifest.to };
      player.value = openPlayer({ ...manifest, event: `desk.${manifest.event}`, from: first, to: last });
      picture.current?.append(...player.value.videos);
    }, sayError);
    return () => {
      closed = true;
      player.value?.dispose();
    };
  }, [recording.event]);
  const now = player.value;
  for (const [index, video] of now?.videos.entries() ?? [])
    video.classList.toggle('shown', index === now?.active.value);
  const move = (edge: 'from' | 'to', value: number): void => {
    const { from, to } = range.value!;
    const next = edge === 'from' ? Math.min(value, to - 1000) : Math.max(value, from + 1000);
    range.value = { from, to, [edge]: next };
    now?.seek(next);
  };
  const save = (): void => {
    if (!now || !range.value) return;
    const { from, to } = range.value;
    api.recordings
      .trim(recording.event, from > now.from ? Math.round(from) : null, to < now.to ? Math.round(to) : null)
      .then(onChanged, sayError);
  };
  return (
    <fieldset class="recording-trim">
      <legend>{t('recordings.trim')}</legend>
      <div class="replay-picture" ref={picture} />
      {now && range.value && (
        <>
          {(['from', 'to'] as const).map((edge) => (
            <label key={edge}>
              {t(`recordings.trim.${edge}`)} <bdi>{formatClock(range.value![edge] - now.from)}</bdi>
              <input
                type="range"
                min={now.from}
                max={now.to}
                step={TRIM_STEP_MS}
                value={range.value![edge]}
                onInput={(event) => move(edge, Number(event.currentTarget.value))}
                onChange={save}
              />
            </label>
          ))}
          <button type="button" class="quiet" onClick={() => (now.playing.value ? now.pause() : now.play())}>
            {t(now.playing.value ? 'replay.pause' : 'replay.play')}
          </button>
        </>
      )}
    </fieldset>
  );
}

/** Files to take away: as they were recorded, or made into MP4 by this browser. */
function Export({ api, event }: { api: Pick<Api, 'recordings'>; event: string }) {
  const made = useSignal<ExportedFile[]>([]);
  const busy = useSignal(false);
  const write = async (): Promise<void> => {
    busy.value = true;
    try {
      made.value = await api.recordings.export(event);
    } catch (error) {
      sayError(error);
    } finally {
      busy.value = false;
    }
  };
  return (
    <div class="recording-export">
      <button type="button" class="primary" disabled={busy.value} onClick={() => void write()}>
        {t(busy.value ? 'recordings.exporting' : 'recordings.export')}
      </button>
      <ul>
        {made.value.map((file) => (
          <li key={file.name}>
            <bdi>{file.name}</bdi> <bdi>{formatClock(file.ms)}</bdi>{' '}
            <a class="quiet link" href={file.url} download={file.name}>
              {t('recordings.download')}
            </a>
            {file.ending === 'webm' && <AsMp4 file={file} />}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Makes a WebM file into MP4 in this browser. */
function AsMp4({ file }: { file: ExportedFile }) {
  const done = useSignal<number | undefined>(undefined);
  const link = useSignal('');
  const failed = useSignal(false);
  const convert = async (): Promise<void> => {
    failed.value = false;
    done.value = 0;
    try {
      const { toMp4 } = await import('./toMp4.ts');
      link.value = URL.createObjectURL(await toMp4(file.url, (share) => (done.value = share)));
    } catch {
      failed.value = true;
    } finally {
      done.value = undefined;
    }
  };
  useEffect(() => () => URL.revokeObjectURL(link.value), []);
  if (link.value)
    return (
      <a class="quiet link" href={link.value} download={file.name.replace(/webm$/, 'mp4')}>
        {t('recordings.downloadMp4')}
      </a>
    );
  return (
    <>
      <button type="button" class="quiet" disabled={done.value !== undefined} onClick={() => void convert()}>
        {done.value === undefined
          ? t('recordings.asMp4')
          : t('recordings.converting', { share: formatShare(done.value, writing.value) })}
      </button>
      {failed.value && <span role="alert">{t('recordings.noMp4')}</span>}
    </>
  );
}
