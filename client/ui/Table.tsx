import { useSignal } from '@preact/signals';
import { t, writing } from './i18n.ts';

/** A column: its heading, what a cell says, and by what it sorts. */
export type Column<Row> = {
  title: string;
  text(row: Row): string;
  sort(row: Row): string | number;
  number?: boolean;
  /** A code, such as an order's number: in one piece, from left to right. */
  code?: boolean;
};

type TableProps<Row> = {
  label: string;
  rows: Row[] | undefined;
  columns: Column<Row>[];
  id(row: Row): string;
  empty: string;
};

/** A table that sorts by its headings and filters as one types. */
export function Table<Row>({ label, rows, columns, id, empty }: TableProps<Row>) {
  const order = useSignal<{ column: number; down: boolean } | undefined>(undefined);
  const filter = useSignal('');
  if (!rows) return <Rows />;
  if (rows.length === 0) return <p class="empty">{empty}</p>;
  const wanted = filter.value.toLocaleLowerCase();
  const shown = rows.filter((row) =>
    columns.some((column) => column.text(row).toLocaleLowerCase().includes(wanted)),
  );
  const by = order.value && columns[order.value.column];
  const compare = comparing(writing.value);
  if (by) shown.sort((a, b) => compare(by.sort(a), by.sort(b)) * (order.value!.down ? -1 : 1));
  return (
    <>
      <input
        class="filter"
        type="search"
        placeholder={t('console.filter')}
        aria-label={`${t('console.filter')}: ${label}`}
        value={filter}
        onInput={(event) => {
          filter.value = event.currentTarget.value;
        }}
      />
      <p class="visually-hidden" role="status">
        {wanted && t('console.matches', { count: shown.length })}
      </p>
      {shown.length === 0 && (
        <p class="empty">
          {t('console.noMatch', { words: filter.value })}{' '}
          <button type="button" class="quiet" onClick={() => (filter.value = '')}>
            {t('console.showAll')}
          </button>
        </p>
      )}
      <div class="table-frame" hidden={shown.length === 0}>
        <table aria-label={label}>
          <thead>
            <tr>
              {columns.map((column, index) => {
                const sorted = order.value?.column === index ? order.value : undefined;
                return (
                  <th
                    key={column.title}
                    scope="col"
                    class={column.number ? 'number' : ''}
                    aria-sort={sorted ? (sorted.down ? 'descending' : 'ascending') : 'none'}
                  >
                    <button
                      type="button"
                      onClick={() => (order.value = { column: index, down: sorted ? !sorted.down : false })}
                    >
                      {column.title}
                    </button>
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={id(row)}>
                {columns.map((column) => (
                  <td key={column.title} class={column.number ? 'number' : column.code ? 'code' : ''}>
                    <bdi>{column.text(row)}</bdi>
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

/** Some rows on their way. */
function Rows() {
  return (
    <div class="rows" aria-busy="true">
      {[1, 2, 3].map((row) => (
        <div key={row} class="skeleton" />
      ))}
    </div>
  );
}

/** Numbers by size, words as the language orders them. */
function comparing(language: string): (a: string | number, b: string | number) => number {
  const { compare } = new Intl.Collator(language, { numeric: true });
  return (a, b) => (typeof a === 'number' && typeof b === 'number' ? a - b : compare(String(a), String(b)));
}
