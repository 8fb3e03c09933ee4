import { type Block, type Column, type Frame, MUTED, rule, type Setting, setStack } from './marks.ts';
import type { MoneyPaper, PaperLine } from './paper.ts';
import { readable } from './readable.ts';
import { type CellText, type TableColumn, tableHead, tableRow } from './table.ts';
import type { Words } from './words.ts';

/** One line of what is added up. */
export type SumRow = { label: string; amount: string; strong?: boolean; quiet?: boolean };

const SUMS_SHARE = 0.62;
const CODE_SIZE = 68;

/** The lines of an invoice or credit note, with their head first. */
export function moneyTable(frame: Frame, paper: MoneyPaper, words: Words): Block[] {
  const columns: TableColumn[] = [
    { title: words.say('item') },
    { title: words.say('quantity'), width: 34, align: 'end', fit: true },
    { title: words.say('unitPrice'), width: 84, align: 'end', fit: true },
    { title: words.say('taxRate'), width: 42, align: 'end', fit: true },
    { title: words.say('amount'), width: 92, align: 'end', fit: true },
  ];
  const rows = paper.lines.map((line) => tableRow(frame, columns, cellsOf(paper, line, words)));
  if (rows.length === 0) rows.push(tableRow(frame, columns, [[{ text: words.say('empty'), quiet: true }]]));
  return [tableHead(frame, columns), ...rows];
}

function cellsOf(paper: MoneyPaper, line: PaperLine, words: Words): CellText[][] {
  const { discount, currency } = { ...line, currency: paper.currency };
  const saved = discount && { reason: discount.reason, amount: words.money(discount.amount, currency) };
  return [
    [
      { text: line.name },
      { text: line.variant, quiet: true, most: 2 },
      { text: line.sku, quiet: true, most: 1 },
      {
        text: saved && words.say('discountLine', saved),
        quiet: true,
        most: 2,
        colour: readable(paper.seller.colour),
      },
    ],
    [{ text: words.number(line.quantity) }],
    [{ text: words.money(line.unitPrice, currency) }],
    [{ text: words.percent(line.rate) }],
    [{ text: words.money(paper.pricesIncludeTax ? line.gross : line.net, currency) }],
  ];
}

/** What is added up below the lines, in its order. */
export function sumRows(paper: MoneyPaper, words: Words): SumRow[] {
  const { pricesIncludeTax, lines, shipping, discounts, total, currency } = paper;
  const money = (amount: number): string => words.money(amount, currency);
  const side = pricesIncludeTax ? 'gross' : 'net';
  const rows: SumRow[] = [
    { label: words.say('subtotal'), amount: money(lines.reduce((sum, line) => sum + line[side], 0)) },
    ...discounts.map((discount) => ({ label: discount.reason, amount: money(-discount[side]) })),
  ];
  if (shipping)
    rows.push({ label: words.say('shipping', { name: shipping.name }), amount: money(shipping[side]) });
  const taxes = taxRows(paper, words);
  if (!pricesIncludeTax) rows.push({ label: words.say('net'), amount: money(total.net) }, ...taxes);
  const name = paper.kind === 'credit' ? 'credited' : 'total';
  rows.push({ label: words.say(name, { currency }), amount: money(total.gross), strong: true });
  if (pricesIncludeTax && taxes.length > 0)
    rows.push(...taxes, { label: words.say('net'), amount: money(total.net), quiet: true });
  return [...rows, ...settled(paper, words)];
}

function taxRows({ taxes, currency, pricesIncludeTax }: MoneyPaper, words: Words): SumRow[] {
  return taxes.map(({ name, country, rate, net, tax }) => {
    const row = words.say('taxRow', {
      name,
      rate: words.percent(rate),
      country: words.country(country),
      net: words.money(net, currency),
    });
    return {
      label: pricesIncludeTax ? words.say('taxIncluded', { row }) : row,
      amount: words.money(tax, currency),
      quiet: pricesIncludeTax,
    };
  });
}

/** Payments, refunds and what is still owed. */
function settled({ kind, paid, refunds, total, currency, zone }: MoneyPaper, words: Words): SumRow[] {
  const rows = paid.map(({ how, at, amount }) => ({
    label: words.say(kind === 'invoice' ? 'paid' : 'paidBack', { how, date: words.date(at, zone) }),
    amount: words.money(kind === 'invoice' ? -amount : amount, currency),
    quiet: true,
  }));
  for (const { at, amount, reason } of refunds) {
    const values = { date: words.date(at, zone), reason: reason ?? '' };
    rows.push({
      label: words.say(reason ? 'refundedFor' : 'refunded', values),
      amount: words.money(amount, currency),
      quiet: true,
    });
  }
  const due = total.gross - paid.reduce((sum, { amount }) => sum + amount, 0);
  if (kind === 'invoice' && due > 0)
    rows.push({ label: words.say('due'), amount: words.money(due, currency), quiet: false });
  return rows;
}

/** The sums as blocks that hold on to the last line; the order's code stands beside them, and `aside` under it. */
export function sumBlocks(frame: Frame, paper: MoneyPaper, words: Words, aside?: Column): Block[] {
  const notes = (aside?.marks ?? []).map((mark) => ({ ...mark, y: mark.y + CODE_SIZE + 30 }));
  const inner = frame.width - 2 * frame.margin;
  const width = inner * SUMS_SHARE;
  const start = frame.margin + inner - width;
  const blocks = sumRows(paper, words).map((row) => sumBlock(frame, row, start, width, paper.seller.colour));
  blocks[0] = { ...blocks[0]!, marks: [...blocks[0]!.marks, ...codeMarks(frame, paper, words), ...notes] };
  const height = blocks.reduce((sum, block) => sum + block.height, 0);
  const rest = Math.max(0, CODE_SIZE + 36 + (aside?.height ?? 0) - height);
  return [
    { tag: 'Artifact', height: 14, keep: true, marks: [] },
    ...blocks,
    { tag: 'Artifact', height: rest, keep: true, marks: [] },
  ];
}

function sumBlock(frame: Frame, row: SumRow, start: number, width: number, accent: string): Block {
  const { strong = false, quiet = false } = row;
  const pad = strong ? 9 : 3;
  const money = 112;
  const text: Setting = {
    x: start,
    width: width - money - 12,
    size: strong ? 12 : quiet ? 8 : 9.5,
    leading: strong ? 18 : quiet ? 12 : 14,
    weight: strong ? 600 : 400,
    most: 3,
    ...(quiet && { colour: MUTED }),
  };
  const label = setStack(frame, [[row.label, text]], pad);
  const amount = setStack(
    frame,
    [[row.amount, { ...text, x: start + width - money, width: money, align: 'end', fit: true, most: 1 }]],
    pad,
  );
  const lines = strong ? [rule(frame, start, 3, width, accent, 1.4)] : [];
  return {
    tag: 'P',
    keep: true,
    height: Math.max(label.height, amount.height) + 2 * pad,
    marks: [...lines, ...label.marks, ...amount.marks],
  };
}

/** The code that opens the order's page, where reading begins. */
export function codeMarks(
  frame: Frame,
  { order }: { order: { address: string } },
  words: Words,
  top = 2,
): Block['marks'] {
  const { margin, rtl, width } = frame;
  const caption = setStack(
    frame,
    [
      [
        words.say('scan'),
        { x: margin, width: 160, size: 7.5, leading: 11, colour: MUTED, link: order.address },
      ],
    ],
    top + CODE_SIZE + 6,
  );
  const x = rtl ? width - margin - CODE_SIZE : margin;
  return [{ kind: 'code', x, y: top, size: CODE_SIZE, address: order.address }, ...caption.marks];
}
