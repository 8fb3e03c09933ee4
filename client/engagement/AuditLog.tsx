import { useSignal } from '@preact/signals';
import type { AuditEntry } from '../../shared/model/moderation.ts';
import { formatTime } from '../ui/format.ts';
import { t, writing } from '../ui/i18n.ts';
import { sayError } from '../ui/toast.tsx';
import { toCsv } from './csv.ts';

type LogProps = {
  entries: AuditEntry[];
  /** All of the log, for its file. */
  whole?: (() => Promise<AuditEntry[]>) | undefined;
};

/** What staff did, the latest first: filtered as one types, and to take along as a file. */
export function AuditLog({ entries, whole }: LogProps) {
  const filter = useSignal('');
  if (entries.length === 0) return <p class="empty">{t('moderation.noAudit')}</p>;
  const wanted = filter.value.toLocaleLowerCase();
  const shown = entries.filter((entry) =>
    cells(entry).some((text) => text.toLocaleLowerCase().includes(wanted)),
  );
  const heads = headings();
  return (
    <>
      <div class="log-tools">
        <input
          class="filter"
          type="search"
          placeholder={t('console.filter')}
          aria-label={`${t('console.filter')}: ${t('moderation.audit')}`}
          value={filter}
          onInput={(event) => {
            filter.value = event.currentTarget.value;
          }}
        />
        {whole && (
          <button type="button" class="quiet" onClick={() => void download(whole)}>
            {t('moderation.download')}
          </button>
        )}
      </div>
      <p class="visually-hidden" role="status">
        {wanted && t('console.matches', { count: shown.length })}
      </p>
      <div class="table-frame log" tabIndex={0} role="region" aria-label={t('moderation.audit')}>
        <table aria-label={t('moderation.audit')}>
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((entry) => (
              <tr key={entry.id}>
                {cells(entry).map((text, index) => (
                  <td key={heads[index]}>
                    <bdi>{text}</bdi>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

const headings = (): string[] =>
  (['when', 'who', 'what', 'whom', 'where', 'why'] as const).map((column) => t(`moderation.${column}`));

const cells = ({ at, actor, verb, target, showroom, reason }: AuditEntry): string[] => [
  formatTime(at, writing.value),
  actor,
  t(`moderation.verb.${verb}`),
  target,
  showroom,
  reason,
];

/** Saves the whole log as a file. */
async function download(whole: () => Promise<AuditEntry[]>): Promise<void> {
  try {
    const rows = (await whole()).map(({ at, actor, role, verb, target, showroom, reason }) => [
      new Date(at).toISOString(),
      actor,
      role,
      verb,
      target,
      showroom,
      reason,
    ]);
    const text = toCsv([['at', 'actor', 'role', 'verb', 'target', 'showroom', 'reason'], ...rows]);
    // The mark at the head tells table programs that it is UTF-8.
    const url = URL.createObjectURL(new Blob(['\uFEFF', text], { type: 'text/csv' }));
    Object.assign(document.createElement('a'), { href: url, download: 'vitrine-audit.csv' }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  } catch (error) {
    sayError(error);
  }
}
