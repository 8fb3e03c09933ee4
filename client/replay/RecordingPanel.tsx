import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { RecordingList, RecordingState } from '../../shared/model/replay.ts';
import type { Api } from '../net/api.ts';
import { t, writing } from '../ui/i18n.ts';
import { formatBytes, formatClock } from './format.ts';

/** Milliseconds between two looks at how it goes. */
const REFRESH_MS = 2000;

type PanelProps = {
  api: Pick<Api, 'recordings'>;
  showroom: string;
  /** What the room says of it, at once. */
  state: string;
};

/** Whether what happens on this stage is being recorded, since when, how large it is, and what is in the way. */
export function RecordingPanel({ api, showroom, state }: PanelProps) {
  const list = useSignal<RecordingList | undefined>(undefined);
  useEffect(() => {
    if (state === 'off') return;
    const look = () =>
      api.recordings.list().then(
        (found) => (list.value = found),
        () => undefined,
      );
    void look();
    const timer = setInterval(look, REFRESH_MS);
    return () => clearInterval(timer);
  }, [state, showroom]);
  if (state === 'off') return null;
  const found = list.value?.recordings.find((one) => one.showroom === showroom && one.now);
  const reason = found?.now?.reason;
  return (
    <section class={`recording-panel ${state}`} aria-label={t('recording.title')}>
      <p role="status">
        <i aria-hidden="true" />
        <b>{t(`recording.${state as Exclude<RecordingState, 'off'>}`)}</b>
        {found && list.value && (
          <span>
            <bdi>{formatClock(list.value.now - found.startedAt)}</bdi> ·{' '}
            <bdi>{formatBytes(found.bytes, writing.value)}</bdi>
          </span>
        )}
      </p>
      {reason && <p class="recording-trouble">{t(`recording.trouble.${reason}`)}</p>}
    </section>
  );
}
