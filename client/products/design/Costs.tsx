import {
  BUDGETS,
  LEVELS,
  type Level,
  type MissedBudget,
  type ModelFacts,
  PACKINGS,
} from '../../../shared/model/delivery.ts';
import type { DraftResult } from '../../../shared/model/draft.ts';
import { formatNumber } from '../../ui/format.ts';
import { t, writing } from '../../ui/i18n.ts';
import { type Column, Table } from '../../ui/Table.tsx';
import { formatBytes } from './figures.ts';

type Row = { id: string; name: string; level?: Level; order: number; facts: ModelFacts };

/** What the original and each delivered file cost, against their budgets. */
export function Costs({ result }: { result: DraftResult }) {
  const rows: Row[] = [
    { id: 'original', name: t('design.original'), order: 0, facts: result.original },
    ...LEVELS.flatMap((level, index) =>
      PACKINGS.flatMap((packing): Row[] => {
        const facts = result.files[level]?.[packing];
        const name = fileName(level, packing);
        const order = index * 2 + (packing === 'gpu' ? 2 : 1);
        return facts ? [{ id: `${level}.${packing}`, name, level, order, facts }] : [];
      }),
    ),
  ];
  const over = rows.filter(
    ({ id, level, facts }) =>
      level &&
      (facts.triangles > BUDGETS[level].triangles ||
        (id.endsWith('web') && facts.bytes > BUDGETS[level].bytes)),
  );
  return (
    <section class="card costs">
      <h3>{t('design.costs')}</h3>
      <p class={over.length > 0 ? 'over-budget' : 'within-budget'}>
        {over.length === 0
          ? t('design.withinBudget')
          : t('design.overBudget', {
              files: new Intl.ListFormat(writing.value).format(over.map(({ name }) => name)),
            })}
      </p>
      {result.missed?.map((missed) => (
        <p class="hint" key={`${missed.level} ${missed.of}`}>
          {missedInWords(missed)}
        </p>
      ))}
      <Table
        label={t('design.costs')}
        rows={rows}
        columns={columns()}
        id={({ id }) => id}
        empty={t('design.noFiles')}
      />
      <p class="hint">
        {LEVELS.map((level) =>
          t('design.budgetOf', {
            file: t(`design.level.${level}`),
            bytes: formatBytes(BUDGETS[level].bytes, writing.value),
            triangles: BUDGETS[level].triangles,
          }),
        ).join(' · ')}
      </p>
    </section>
  );
}

/** Why a level is over its budget: what was tried, and what can be done. */
function missedInWords(missed: MissedBudget): string {
  const level = t(`design.level.${missed.level}`);
  if (missed.of === 'bytes') return t('design.missed.bytes', { level, count: missed.shrunk });
  const share = new Intl.NumberFormat(writing.value, { style: 'percent', maximumFractionDigits: 1 });
  return t('design.missed.triangles', { level, share: share.format(missed.moved) });
}

/** A delivered file by its name. */
export const fileName = (level: Level, packing: 'web' | 'gpu'): string =>
  t('design.fileOf', { level: t(`design.level.${level}`), packing: t(`design.packing.${packing}`) });

function columns(): Column<Row>[] {
  const number = (title: string, of: (facts: ModelFacts) => number, bytes = false): Column<Row> => ({
    title,
    text: ({ facts }) =>
      bytes ? formatBytes(of(facts), writing.value) : formatNumber(of(facts), writing.value),
    sort: ({ facts }) => of(facts),
    number: true,
  });
  return [
    { title: t('design.file'), text: ({ name }) => name, sort: ({ order }) => order },
    number(t('design.bytes'), ({ bytes }) => bytes, true),
    number(t('design.triangles'), ({ triangles }) => triangles),
    number(t('design.vertices'), ({ vertices }) => vertices),
    number(t('design.drawCalls'), ({ drawCalls }) => drawCalls),
    number(t('design.textures'), ({ textures }) => textures),
    number(t('design.textureMemory'), ({ textureBytes }) => textureBytes, true),
  ];
}
