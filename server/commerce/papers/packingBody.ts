import { type Block, type Frame, INK, type Mark, setStack } from './marks.ts';
import { codeMarks } from './moneyBody.ts';
import type { PackingList } from './paper.ts';
import { type CellText, type TableColumn, tableHead, tableRow } from './table.ts';
import type { Words } from './words.ts';

const GRAMS = 1000;
/** Side of the box in which whoever packs ticks a line off, points; and how far down its row it begins. */
const TICK = 11;
const TICK_TOP = 9;
const STROKE = 0.8;

/** The lines of a packing list, with their head first; nothing here says a price. */
export function packingTable(frame: Frame, paper: PackingList, words: Words): Block[] {
  const columns: TableColumn[] = [
    { title: '', width: TICK },
    { title: words.say('item') },
    { title: words.say('quantity'), width: 34, align: 'end', fit: true },
    { title: words.say('weight'), width: 54, align: 'end', fit: true },
    { title: words.say('size'), width: 92, align: 'end', fit: true },
    { title: words.say('hsCode'), width: 58, align: 'end', fit: true },
    { title: words.say('origin'), width: 66, align: 'end' },
  ];
  const rows = paper.lines.map((line) => withTick(frame, tableRow(frame, columns, cellsOf(line, words))));
  if (rows.length === 0)
    rows.push(tableRow(frame, columns, [[], [{ text: words.say('empty'), quiet: true }]]));
  return [tableHead(frame, columns), ...rows];
}

/** Lays a box to be ticked before a row. */
function withTick(frame: Frame, row: Block): Block {
  const x = frame.rtl ? frame.width - frame.margin - TICK : frame.margin;
  const line = (left: number, y: number, width: number, thick: number): Mark => ({
    ...{ kind: 'rule', x: left, y, width, thick, colour: INK },
  });
  const middle = TICK_TOP + TICK / 2;
  const box = [
    line(x, TICK_TOP, TICK, STROKE),
    line(x, TICK_TOP + TICK, TICK, STROKE),
    line(x, middle, STROKE, TICK),
    line(x + TICK - STROKE, middle, STROKE, TICK),
  ];
  return { ...row, marks: [...row.marks, ...box] };
}

function cellsOf(line: PackingList['lines'][number], words: Words): CellText[][] {
  const { grams, size, hsCode, origin } = line;
  const cm = (millimetres: number): string => words.number(millimetres / 10);
  return [
    [],
    [
      { text: line.name },
      { text: line.variant, quiet: true, most: 2 },
      { text: line.sku, quiet: true, most: 1 },
    ],
    [{ text: words.number(line.quantity) }],
    [{ text: grams === undefined ? undefined : words.number(grams / GRAMS, 'kilogram') }],
    [
      {
        text:
          size && `${cm(size.width)} × ${cm(size.depth)} × ${words.number(size.height / 10, 'centimeter')}`,
      },
    ],
    [{ text: hsCode }],
    [{ text: origin && words.country(origin), most: 2 }],
  ];
}

/** How many pieces of what weight, beside the order's code. */
export function packingSums(frame: Frame, paper: PackingList, words: Words): Block[] {
  const pieces = paper.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const grams = paper.lines.reduce((sum, line) => sum + (line.grams ?? 0) * line.quantity, 0);
  const half = (frame.width - 2 * frame.margin) / 2;
  const end = { x: frame.margin + half, width: half, align: 'end', size: 9.5, leading: 16, most: 2 } as const;
  const weight = `${words.say('totalWeight')}: ${words.number(grams / GRAMS, 'kilogram')}`;
  const sums = setStack(
    frame,
    [
      [words.say('pieces', { count: pieces }), { ...end, size: 12, leading: 18, weight: 600 }],
      [grams > 0 ? weight : undefined, end],
    ],
    18,
  );
  return [
    { tag: 'P', keep: true, height: 112, marks: [...sums.marks, ...codeMarks(frame, paper, words, 18)] },
  ];
}
