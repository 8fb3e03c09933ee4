import { type Block, type Frame, type Mark, MUTED, rule, type Setting, setStack, setText } from './marks.ts';
import { type LogoSize, masthead } from './masthead.ts';
import { moneyTable, sumBlocks } from './moneyBody.ts';
import { packingSums, packingTable } from './packingBody.ts';
import { type Placed, paginate, placed } from './pages.ts';
import type { Paper, PaperNote } from './paper.ts';
import type { Words } from './words.ts';

const TOP = 52;
const FOOT = 104;
const RUNNING_HEAD = 34;
const NOTES_MOST = 12;
const FACTS_MOST = 5;
const ASIDE_WIDTH = 160;
const ASIDE_MOST = 96;

/** Lays a whole paper out: for each page its pieces in the order of reading. Pure: the same paper gives the same pages. */
export function compose(frame: Frame, paper: Paper, words: Words, logo?: LogoSize): Placed[][] {
  const [head, ...rows] = tableOf(frame, paper, words);
  const first = rows[0]!;
  const blocks = [
    ...masthead(frame, paper, words, logo),
    head!,
    { ...first, keep: true },
    ...rows.slice(1),
    ...endOf(frame, paper, words),
  ];
  const room = frame.height - TOP - FOOT;
  const pages = paginate(blocks, room, room - RUNNING_HEAD - head!.height);
  return pages.map((indexes, page) => [
    ...body(
      frame,
      paper,
      words,
      head!,
      indexes.map((index) => blocks[index]!),
      page,
    ),
    foot(frame, paper, words, page + 1, pages.length),
  ]);
}

const tableOf = (frame: Frame, paper: Paper, words: Words): Block[] =>
  paper.kind === 'packing' ? packingTable(frame, paper, words) : moneyTable(frame, paper, words);

function body(
  frame: Frame,
  paper: Paper,
  words: Words,
  head: Block,
  blocks: Block[],
  page: number,
): Placed[] {
  const all = page > 0 && blocks[0]?.tag === 'TR' ? [head, ...blocks] : blocks;
  let top = page > 0 ? TOP + RUNNING_HEAD : TOP;
  const pieces = all.map((block) => {
    const piece = placed(block, top);
    top += block.height;
    return piece;
  });
  return page > 0 ? [runningHead(frame, paper, words), ...pieces] : [accent(frame, paper), ...pieces];
}

/** The brand's colour, once: a thin band at the very top. */
const accent = ({ width }: Frame, { seller }: Paper): Placed => ({
  tag: 'Artifact',
  marks: [{ kind: 'rule', x: 0, y: 2, width, thick: 4, colour: seller.colour }],
});

function runningHead(frame: Frame, paper: Paper, words: Words): Placed {
  const line: Setting = { x: frame.margin, width: 240, size: 8, leading: 12, colour: MUTED };
  const end = frame.width - frame.margin - line.width;
  const text = `${words.say(`title.${paper.kind}`)} ${paper.number}`;
  const marks = [
    ...setText(frame, paper.seller.name, TOP - 10, line).marks,
    ...setText(frame, text, TOP - 10, { ...line, x: end, align: 'end' }).marks,
  ];
  return { tag: 'Artifact', marks };
}

const NOTE: Omit<Setting, 'x' | 'width'> = { size: 8.5, leading: 13, most: 6 };

/** Notes below everything else. */
function noteBlocks(frame: Frame, notes: string[]): Block[] {
  return notes.map((note, index) => {
    const gap = index === 0 ? 18 : 4;
    const place = { ...NOTE, x: frame.margin, width: frame.width - 2 * frame.margin };
    const { marks, height } = setStack(frame, [[note, place]], gap);
    return { tag: 'P', keep: true, height: height + gap, marks };
  });
}

/** Sums and notes: few notes stand under the order's code, where there is room beside the sums. */
function endOf(frame: Frame, paper: Paper, words: Words): Block[] {
  const notes = paper.notes.slice(0, NOTES_MOST).map((note) => noteText(note, words));
  if (paper.kind === 'packing') return [...packingSums(frame, paper, words), ...noteBlocks(frame, notes)];
  const place = { ...NOTE, size: 8, leading: 12, x: frame.margin, width: ASIDE_WIDTH };
  const aside = setStack(
    frame,
    notes.map((note) => [note, place]),
  );
  if (aside.height > ASIDE_MOST) return [...sumBlocks(frame, paper, words), ...noteBlocks(frame, notes)];
  return sumBlocks(frame, paper, words, aside);
}

const noteText = (note: PaperNote, words: Words): string =>
  typeof note === 'string' ? words.say(`note.${note}`) : note.text;

/** The seller's facts at the foot of every page, and its number. */
function foot(frame: Frame, { seller }: Paper, words: Words, page: number, pages: number): Placed {
  const { margin, width, height } = frame;
  const inner = width - 2 * margin;
  const column = (inner - 36) / 3;
  const top = height - FOOT + 22;
  const columns = [
    [seller.company ?? seller.name, ...seller.address],
    [seller.vatNumber && words.say('vatNumber', { number: seller.vatNumber }), ...seller.facts],
    [seller.mail, seller.web],
  ];
  const marks: Mark[] = [rule(frame, margin, top - 8, inner)];
  columns.forEach((texts, index) => {
    const setting: Setting = {
      x: margin + index * (column + 18),
      width: column,
      size: 7.5,
      leading: 11,
      colour: MUTED,
    };
    const shown = texts.filter(Boolean).slice(0, FACTS_MOST);
    marks.push(
      ...setStack(
        frame,
        shown.map((text) => [text, setting]),
        top,
      ).marks,
    );
  });
  const number = words.say('page', { page: words.number(page), pages: words.number(pages) });
  const end: Setting = {
    x: margin + inner - 120,
    width: 120,
    size: 7.5,
    leading: 11,
    colour: MUTED,
    align: 'end',
  };
  marks.push(...setText(frame, number, height - 36, end).marks);
  return { tag: 'Artifact', marks };
}
