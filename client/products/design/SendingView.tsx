import type { Draft } from '../../../shared/model/draft.ts';
import { formatShare } from '../../ui/format.ts';
import { sayRefusal, t, writing } from '../../ui/i18n.ts';
import { sayError } from '../../ui/toast.tsx';
import { type ChosenFile, readInput } from './chosenFiles.ts';
import { DropBox } from './DropBox.tsx';
import type { Desk } from './desk.ts';
import { formatBytes } from './figures.ts';

/** Files shown at once; the others are counted. */
const MOST_FILES = 12;

/** The files of an upload on their way, or how to go on with what broke off. */
export function SendingView({ desk, draft }: { desk: Desk; draft: Draft }) {
  const sending = desk.sender.sendings.value[draft.id];
  const files =
    sending?.files ?? draft.files.map(({ path, bytes, whole }) => ({ path, bytes, sent: whole ? bytes : 0 }));
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const sent = files.reduce((sum, one) => sum + one.sent, 0);
  const share = total === 0 ? 0 : sent / total;
  const goOn = (chosen: ChosenFile[]): void => {
    void desk.uploads.begin({ name: draft.name, files: sameFiles(draft, chosen) }).catch(sayError);
  };
  return (
    <section class="card">
      <h3>
        {t(
          sending?.state === 'paused'
            ? 'design.paused'
            : sending?.state === 'failed'
              ? 'design.sendFailed'
              : sending
                ? 'design.sending'
                : 'design.brokeOff',
        )}
      </h3>
      <div class="with-figure">
        <progress value={share} max={1} aria-label={t('design.sending')} />
        <span>
          {formatShare(share, writing.value)} ·{' '}
          {t('design.ofBytes', {
            done: formatBytes(sent, writing.value),
            all: formatBytes(total, writing.value),
          })}
        </span>
      </div>
      {sending?.state === 'paused' && (
        <p class="hint" role="status">
          {t('design.pausedHint')}
        </p>
      )}
      {sending?.refusal && (
        <p class="problem" role="alert">
          {sayRefusal(sending.refusal)}
        </p>
      )}
      <ul class="file-list">
        {files.slice(0, MOST_FILES).map(({ path, bytes, sent: own }) => (
          <li key={path}>
            <bdi>{path}</bdi>
            <span class="number">{formatBytes(bytes, writing.value)}</span>
            <progress value={bytes === 0 ? 1 : own / bytes} max={1} aria-label={path} />
          </li>
        ))}
      </ul>
      {files.length > MOST_FILES && (
        <p class="hint">{t('design.moreFiles', { count: files.length - MOST_FILES })}</p>
      )}
      {(!sending || sending.state === 'failed') && (
        <DropBox label={t('design.dropSame')} onFiles={goOn} read={readInput} />
      )}
      {sending && sending.state !== 'failed' && (
        <button type="button" class="quiet" onClick={() => desk.sender.stop(draft.id)}>
          {t('design.stopSending')}
        </button>
      )}
    </section>
  );
}

/** The files of an upload among those chosen: by their path, else by name and size. */
function sameFiles(draft: Draft, chosen: readonly ChosenFile[]): ChosenFile[] {
  return draft.files.flatMap(({ path, bytes }) => {
    const found =
      chosen.find((one) => one.path === path) ??
      chosen.find(({ file }) => file.size === bytes && path.endsWith(file.name));
    return found ? [{ path, file: found.file }] : [];
  });
}
