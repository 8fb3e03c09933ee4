import { useSignal } from '@preact/signals';
import type { Draft } from '../../../shared/model/draft.ts';
import {
  type Examination,
  type Finding,
  SEVERITIES,
  type Severity,
} from '../../../shared/model/examination.ts';
import { sayFinding, sayPlace } from '../../../shared/model/explain.ts';
import { t, writing } from '../../ui/i18n.ts';
import { say, sayError } from '../../ui/toast.tsx';
import type { ChosenFile } from './chosenFiles.ts';
import { DropBox } from './DropBox.tsx';
import type { Desk } from './desk.ts';
import { formatBytes } from './figures.ts';
import { DesignIcon } from './icons.tsx';
import { makeAnew } from './makeAnew.ts';
import { inWords } from './words.ts';

/** What the check says of an upload: the verdict, why it was stopped and what to do, and every finding. */
export function Report({ desk, draft }: { desk: Desk; draft: Draft }) {
  const { examination, stop } = draft;
  const warnings = examination?.counts.warning ?? 0;
  const verdict = stop ? 'design.refused' : warnings > 0 ? 'design.readyWarned' : 'design.ready';
  return (
    <section class={`card report ${stop ? 'stopped' : 'fine'}`}>
      <header>
        <h3>
          <DesignIcon name={stop ? 'error' : 'done'} />{' '}
          <span role="status">
            {draft.state === 'cancelled' ? t('design.cancelled') : t(verdict, { count: warnings })}
          </span>
        </h3>
        {examination && <ReportFile draft={draft} examination={examination} />}
      </header>
      {stop && (
        <p class="stop">
          {stop.reason === 'several-models'
            ? t('design.severalModels')
            : inWords(`stop.${stop.reason}`, { detail: stop.detail })}
        </p>
      )}
      {stop && <WayOut desk={desk} draft={draft} stop={stop} />}
      {examination && (
        <p class="hint">
          <bdi>{examination.main}</bdi> ·{' '}
          {t('design.madeBy', {
            bytes: formatBytes(examination.bytes, writing.value),
            generator: examination.generator || t('design.unknown'),
            version: examination.version,
          })}
        </p>
      )}
      {examination &&
        SEVERITIES.map((severity) => <Group key={severity} severity={severity} examination={examination} />)}
    </section>
  );
}

/** What can be done at once about a stop. */
function WayOut({ desk, draft, stop }: { desk: Desk; draft: Draft; stop: NonNullable<Draft['stop']> }) {
  const again = (wish: Parameters<typeof makeAnew>[2]) => void makeAnew(desk, draft, wish);
  if (stop.reason === 'missing-file') {
    const path = stop.detail;
    const add = ([first]: ChosenFile[]): void => {
      if (first) desk.uploads.add(draft, [{ path, file: first.file }]).catch(sayError);
    };
    return (
      <DropBox
        label={t('design.addMissing', { file: path })}
        onFiles={add}
        read={(files) => [...files].map((file) => ({ path, file }))}
      />
    );
  }
  if (stop.reason === 'several-models')
    return <Several desk={desk} draft={draft} models={stop.detail.split('\n')} />;
  if (['cancelled', 'broken', 'too-slow', 'too-much-memory'].includes(stop.reason))
    return (
      <button type="button" class="primary" onClick={() => again({})}>
        {t('lobby.again')}
      </button>
    );
  return null;
}

type SeveralProps = { desk: Desk; draft: Draft; models: string[] };

/** Several models in one upload: one of them is made, or each becomes an upload of its own. */
function Several({ desk, draft, models }: SeveralProps) {
  const busy = useSignal(false);
  const each = async (): Promise<void> => {
    busy.value = true;
    try {
      const first = await desk.uploads.each(draft);
      if (first) desk.choose({ kind: 'upload', id: first.id });
    } catch (error) {
      sayError(error);
    } finally {
      busy.value = false;
    }
  };
  return (
    <>
      <ul class="model-list">
        {models.map((main) => (
          <li key={main}>
            <bdi>{main}</bdi>
            <button
              type="button"
              class="quiet outlined"
              disabled={busy.value}
              aria-label={t('design.makeOne', { name: main })}
              onClick={() => void makeAnew(desk, draft, { main })}
            >
              {t('design.makeThis')}
            </button>
          </li>
        ))}
      </ul>
      <button type="button" class="primary" disabled={busy.value} onClick={() => void each()}>
        {t('design.makeEach', { count: models.length })}
      </button>
    </>
  );
}

type GroupProps = { severity: Severity; examination: Examination };

function Group({ severity, examination }: GroupProps) {
  const count = examination.counts[severity];
  const findings = oneOfEach(examination.findings.filter((one) => one.severity === severity));
  if (count === 0) return null;
  return (
    <details class={`findings ${severity}`} open={severity === 'error' || severity === 'warning'}>
      <summary>
        <DesignIcon name={severity} /> {t(`design.severity.${severity}`, { count })}
      </summary>
      <ul>
        {findings.map(([finding, others]) => (
          <li key={`${finding.code} ${finding.pointer}`}>
            <p>{sayFinding(finding, inWords)}</p>
            <small lang="en" dir="ltr">
              <code>{finding.code}</code> {finding.pointer && <code>{finding.pointer}</code>} {finding.text}
            </small>
            {finding.count > 1 && (
              <small>
                {t('design.times', { count: finding.count })}
                {others.length > 0 && ` · ${t('design.alsoAt', { places: alsoAt(others) })}`}
              </small>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What was found many times is told once, with the other places that are listed. */
function oneOfEach(findings: readonly Finding[]): [first: Finding, others: Finding[]][] {
  const byCode = Map.groupBy(findings, ({ code }) => code);
  return [...byCode.values()].map(([first, ...others]) => [first!, others]);
}

/** Places named beside the first. */
const MOST_PLACES = 6;

const alsoAt = (others: readonly Finding[]): string =>
  others
    .slice(0, MOST_PLACES)
    .map(({ place }) => sayPlace(place, inWords))
    .join(' · ');

/** The report whole, to hand on. */
function ReportFile({ draft, examination }: { draft: Draft; examination: Examination }) {
  const text = (): string => JSON.stringify({ name: draft.name, stop: draft.stop, ...examination }, null, 2);
  const copy = (): void => {
    navigator.clipboard.writeText(text()).then(() => say(t('design.reportCopied')), sayError);
  };
  return (
    <span class="verbs">
      <button type="button" class="quiet" onClick={copy}>
        {t('design.copyReport')}
      </button>
      <button
        type="button"
        class="quiet"
        onClick={() => saveText(text(), `${draft.name}.report.json`, 'application/json')}
      >
        <DesignIcon name="download" /> JSON
      </button>
    </span>
  );
}

/** Hands a text to the person as a file. */
export function saveText(text: string, name: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
