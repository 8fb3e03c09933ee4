import './moderation.css';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { inLanguage } from '../../shared/model/localText.ts';
import type { ModerationDesk, Report, Sanction } from '../../shared/model/moderation.ts';
import type { LobbyEntry } from '../../shared/model/showroom.ts';
import type { Refusal } from '../../shared/wire/refusal.ts';
import type { Api } from '../net/api.ts';
import { SelectField } from '../ui/Field.tsx';
import { formatTime } from '../ui/format.ts';
import { language, t, writing } from '../ui/i18n.ts';
import { toRefusal } from '../ui/report.ts';
import { Trouble } from '../ui/Trouble.tsx';
import { say, sayError } from '../ui/toast.tsx';
import { AuditLog } from './AuditLog.tsx';

type PanelProps = {
  api: Api['moderation'];
  /** Those whose slow mode is set here. */
  showrooms: LobbyEntry[];
  /** Calls back when something has changed, until the undo is called; without it one looks again and again. */
  onChanged?: ((listener: () => void) => () => void) | undefined;
  /** Shows the whole log, for owners. */
  owner?: boolean;
};

/** Milliseconds between two looks where nobody tells of changes. */
const LOOK_MS = 4000;
/** Seconds of slow mode to choose from. */
const SLOW = [0, 5, 10, 30, 60, 300] as const;

/** The moderation desk: reports that wait, what holds against whom, slow mode, and the log. */
export function ModerationPanel({ api, showrooms, onChanged, owner = false }: PanelProps) {
  const desk = useSignal<ModerationDesk | undefined>(undefined);
  const trouble = useSignal<Refusal | undefined>(undefined);
  const refresh = async (): Promise<void> => {
    try {
      desk.value = await api.desk();
      trouble.value = undefined;
    } catch (error) {
      trouble.value = toRefusal(error);
    }
  };
  useEffect(() => {
    void refresh();
    if (onChanged) return onChanged(() => void refresh());
    const timer = setInterval(() => !document.hidden && void refresh(), LOOK_MS);
    return () => clearInterval(timer);
  }, []);
  const ask = async (asked: Promise<unknown>, done?: string): Promise<void> => {
    try {
      await asked;
      if (done) say(done);
    } catch (error) {
      sayError(error);
    }
    await refresh();
  };
  const now = desk.value;
  if (!now && trouble.value) return <Trouble refusal={trouble.value} onRetry={() => void refresh()} />;
  if (!now) return <div class="skeleton" aria-busy="true" />;
  return (
    <div class="moderation">
      <h3>{t('moderation.reports', { count: now.reports.length })}</h3>
      <Reports reports={now.reports} onHandled={(id) => void ask(api.handled(id))} />
      <h3>{t('moderation.sanctions')}</h3>
      <Sanctions
        sanctions={now.sanctions}
        onLift={({ id, name }) => void ask(api.lift(id), t('moderation.lifted', { name }))}
      />
      <div class="slow-modes">
        {showrooms.map(({ slug, name }) => (
          <SelectField
            key={slug}
            name={`slow-${slug}`}
            label={t('moderation.slow', { showroom: inLanguage(name, language.value) })}
            options={slowOptions(now.slow[slug] ?? 0)}
            initial={String(now.slow[slug] ?? 0)}
            onChange={(seconds) => void ask(api.slow(slug, Number(seconds)))}
          />
        ))}
      </div>
      <h3>{t('moderation.audit')}</h3>
      <AuditLog entries={now.audit} {...(owner && { whole: api.audit })} />
    </div>
  );
}

/** The usual choices, and what is set if it is none of them. */
const slowOptions = (set: number): [string, string][] =>
  [...new Set([...SLOW, set])]
    .sort((a, b) => a - b)
    .map((seconds) => [
      String(seconds),
      seconds === 0 ? t('moderation.slow.off') : t('moderation.slow.seconds', { seconds }),
    ]);

function Reports({ reports, onHandled }: { reports: Report[]; onHandled(id: number): void }) {
  if (reports.length === 0) return <p class="empty">{t('moderation.noReports')}</p>;
  return (
    <ul class="order-list">
      {reports.map(({ id, reporter, name, text, reason, words, at }) => (
        <li key={id}>
          <div>
            <b>{t('moderation.from', { reporter, name })}</b>
            {text && (
              <q>
                <bdi>{text}</bdi>
              </q>
            )}
            <small>
              {t(`report.${reason}`)} · {formatTime(at, writing.value)}
            </small>
            {words && <bdi>{words}</bdi>}
          </div>
          <button
            type="button"
            class="quiet"
            aria-label={t('moderation.handledOf', { name })}
            onClick={() => onHandled(id)}
          >
            {t('moderation.handled')}
          </button>
        </li>
      ))}
    </ul>
  );
}

function Sanctions({ sanctions, onLift }: { sanctions: Sanction[]; onLift(sanction: Sanction): void }) {
  if (sanctions.length === 0) return <p class="empty">{t('moderation.noSanctions')}</p>;
  return (
    <ul class="order-list">
      {sanctions.map((sanction) => {
        const { id, kind, name, by, reason, until } = sanction;
        const time =
          until === null
            ? t('moderation.untilLifted')
            : t('moderation.until', { time: formatTime(until, writing.value) });
        return (
          <li key={id}>
            <div>
              <b>
                <bdi>{name}</bdi>
              </b>
              <small>
                {t(`moderation.kind.${kind}`)}, {time} · <bdi>{by}</bdi>
              </small>
              {reason && <bdi>{reason}</bdi>}
            </div>
            <button
              type="button"
              class="quiet"
              aria-label={t('moderation.liftOf', { name, kind: t(`moderation.kind.${kind}`) })}
              onClick={() => onLift(sanction)}
            >
              {t('moderation.lift')}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
