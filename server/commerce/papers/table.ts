import { type Block, type Frame, MUTED, rule, type Setting, setStack } from './marks.ts';

/** A column of a table; the one without a width takes what is left. `fit`: set smaller rather than broken. */
export type TableColumn = { title: string; width?: number; align?: 'start' | 'end'; fit?: boolean };

/** One text in a cell. */
export type CellText = { text: string | undefined; quiet?: boolean; colour?: string; most?: number };

const GAP = 12;
const PAD = 7.5;

type Place = { x: number; width: number };

/** The head of a table, to be repeated on each page. */
export function tableHead(frame: Frame, columns: TableColumn[]): Block {
  const cells = placesOf(frame, columns).map((place, cell) =>
    setStack(frame, [
      [
        columns[cell]!.title,
        {
          ...place,
          size: 7.5,
          leading: 12,
          colour: MUTED,
          align: columns[cell]!.align ?? 'start',
          fit: true,
          cell,
        },
      ],
    ]),
  );
  const line = rule(frame, frame.margin, 18, frame.width - 2 * frame.margin, MUTED, 0.8);
  return { tag: 'TH', height: 18.5, marks: [...cells.flatMap(({ marks }) => marks), line] };
}

/** A row: for each column its texts, one below the other. */
export function tableRow(frame: Frame, columns: TableColumn[], cells: CellText[][]): Block {
  const places = placesOf(frame, columns);
  const stacks = cells.map((texts, cell) => {
    const { align = 'start', fit = false } = columns[cell]!;
    const settings = texts.map(({ text, quiet, colour, most = 3 }): [string | undefined, Setting] => [
      text,
      {
        ...places[cell]!,
        align,
        fit,
        cell,
        most: fit ? 1 : most,
        size: quiet ? 8 : 9.5,
        leading: quiet ? 12 : 14,
        ...(quiet && { colour: MUTED }),
        ...(colour && { colour }),
      },
    ]);
    return setStack(frame, settings, PAD);
  });
  const height = Math.max(14, ...stacks.map((stack) => stack.height)) + 2 * PAD;
  const line = rule(frame, frame.margin, height, frame.width - 2 * frame.margin);
  return { tag: 'TR', height, marks: [...stacks.flatMap(({ marks }) => marks), line] };
}

function placesOf({ width, margin }: Frame, columns: TableColumn[]): Place[] {
  const fixed = columns.reduce((sum, column) => sum + (column.width ?? 0), 0);
  const left = width - 2 * margin - fixed - GAP * (columns.length - 1);
  let x = margin;
  return columns.map((column) => {
    const place = { x, width: column.width ?? left };
    x += place.width + GAP;
    return place;
  });
}
