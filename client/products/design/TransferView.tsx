import { useSignal } from '@preact/signals';
import type { RowFault } from '../../../shared/model/rowFault.ts';
import type { Refusal } from '../../../shared/wire/refusal.ts';
import { sayRefusal, t, writing } from '../../ui/i18n.ts';
import { toRefusal } from '../../ui/report.ts';
import { Table } from '../../ui/Table.tsx';
import { say, sayError } from '../../ui/toast.tsx';
import { readInput } from './chosenFiles.ts';
import { DropBox } from './DropBox.tsx';
import type { Imported, TransferFormat } from './designApi.ts';
import type { Desk } from './desk.ts';
import { wayInWords } from './differenceWords.ts';
import { DesignIcon } from './icons.tsx';
import { saveText } from './Report.tsx';
import { inWords } from './words.ts';

const TYPES = { csv: 'text/csv', json: 'application/json' } as const;

type Tried = { name: string; text: string; format: TransferFormat; outcome: Imported };

/** The catalogue as a file: given out, and taken in after one has seen what would become of it. */
export function TransferView({ desk }: { desk: Desk }) {
  return (
    <article class="transfer">
      <header class="view-head">
        <h2>{t('design.transfer')}</h2>
      </header>
      <Give desk={desk} />
      <Take desk={desk} />
    </article>
  );
}

function Give({ desk }: { desk: Desk }) {
  const give = async (format: TransferFormat): Promise<void> => {
    try {
      saveText(await desk.api.export(format), `products.${format}`, TYPES[format]);
    } catch (error) {
      sayError(error);
    }
  };
  return (
    <section class="card">
      <h3>{t('design.export')}</h3>
      <p class="hint">{t('design.exportHint')}</p>
      <p class="verbs">
        {(['csv', 'json'] as const).map((format) => (
          <button key={format} type="button" class="quiet outlined" onClick={() => void give(format)}>
            <DesignIcon name="download" /> {format.toUpperCase()}
          </button>
        ))}
      </p>
    </section>
  );
}

function Take({ desk }: { desk: Desk }) {
  const tried = useSignal<Tried | undefined>(undefined);
  const trouble = useSignal<{ name: string; refusal: Refusal } | undefined>(undefined);
  const busy = useSignal(false);
  /** One file at a time: what is known of the one before is forgotten. */
  const during = async (name: string, work: () => Promise<Tried | undefined>): Promise<void> => {
    busy.value = true;
    trouble.value = undefined;
    try {
      tried.value = await work();
    } catch (error) {
      tried.value = undefined;
      trouble.value = { name, refusal: toRefusal(error) };
    } finally {
      busy.value = false;
    }
  };
  const attempt = (file: File): Promise<void> =>
    during(file.name, async () => {
      const format = /\.json$/i.test(file.name) ? 'json' : 'csv';
      const text = await file.text();
      return { name: file.name, text, format, outcome: await desk.api.import(text, format, true) };
    });
  const take = ({ name, text, format }: Tried): Promise<void> =>
    during(name, async () => {
      const { created, changed } = await desk.api.import(text, format, false);
      await desk.loadProducts();
      say(t('design.imported', { created, changed }));
      return undefined;
    });
  return (
    <section class="card" aria-busy={busy.value}>
      <h3>{t('design.import')}</h3>
      <p class="hint">{t('design.importHint')}</p>
      <DropBox
        label={t('design.chooseFile')}
        accept=".csv,.json"
        read={readInput}
        onFiles={([first]) => first && void attempt(first.file)}
      />
      {busy.value && (
        <p class="hint" role="status">
          {t('design.readingFile')}
        </p>
      )}
      {trouble.value && (
        <p class="problem" role="alert">
          <bdi>{trouble.value.name}</bdi>: {sayRefusal(trouble.value.refusal)}
        </p>
      )}
      {tried.value && (
        <Outcome tried={tried.value} busy={busy.value} onTake={() => void take(tried.value!)} />
      )}
    </section>
  );
}

type OutcomeProps = { tried: Tried; busy: boolean; onTake(): void };

/** What would become of a file, and what of it would not be taken. */
function Outcome({ tried, busy, onTake }: OutcomeProps) {
  const { created, changed, same, taken, refused } = tried.outcome;
  return (
    <div class="outcome" role="status">
      <p>
        <b>
          <bdi>{tried.name}</bdi>
        </b>{' '}
        {t('design.wouldBecome', { created, changed, same })}
      </p>
      {refused.length > 0 && (
        <RowTable
          kind="refused"
          title={t('design.refusedRows', { count: refused.length })}
          column={t('design.reason')}
          rows={refused.map((one) => ({ row: one.row, slug: one.slug, text: faultInWords(one) }))}
        />
      )}
      {taken.length > 0 && (
        <RowTable
          kind="taken"
          title={t('design.takenRows', { count: created + changed })}
          column={t('design.whatBecomes')}
          rows={taken.map((one) => ({ row: one.row, slug: one.slug, text: becomesInWords(one) }))}
        />
      )}
      <button type="button" class="primary" disabled={busy || created + changed === 0} onClick={onTake}>
        {t('design.importDo', { count: created + changed })}
      </button>
    </div>
  );
}

/** What a row would do, field by field. */
function becomesInWords({ outcome, fields }: Imported['taken'][number]): string {
  if (outcome === 'created') return t('design.becomesNew');
  return t('design.becomesChanged', {
    fields: new Intl.ListFormat(writing.value).format(fields.map(wayInWords)),
  });
}

/** Why a row is not taken: the column, what stands there, and what should. */
function faultInWords({ fault, column, value, limit = 0 }: RowFault): string {
  const why = inWords(`row.${fault}`, { limit });
  return value ? t('row.told', { column, value, why }) : t('row.toldEmpty', { column, why });
}

type Row = { row: number; slug: string; text: string };
type RowTableProps = { kind: 'refused' | 'taken'; title: string; column: string; rows: Row[] };

function RowTable({ kind, title, column, rows }: RowTableProps) {
  return (
    <div class={kind}>
      <h4>{title}</h4>
      <Table
        label={title}
        rows={rows}
        empty=""
        id={({ row, slug }) => `${row} ${slug}`}
        columns={[
          { title: t('design.row'), text: ({ row }) => String(row), sort: ({ row }) => row, number: true },
          { title: t('design.address'), text: ({ slug }) => slug, sort: ({ slug }) => slug, code: true },
          { title: column, text: ({ text }) => text, sort: ({ text }) => text },
        ]}
      />
    </div>
  );
}
