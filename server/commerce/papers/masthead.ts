import {
  type Block,
  type Column,
  type Frame,
  INK,
  type Mark,
  MUTED,
  rule,
  type Setting,
  setStack,
  setText,
} from './marks.ts';
import type { Paper, Party } from './paper.ts';
import type { Words } from './words.ts';

/** How large the logo is drawn, in points. */
export type LogoSize = { width: number; height: number };

const GAP = 18;
const TITLE_SIZE = 26;
const WORDMARK_MOST = 2;

/** The head of the first page: logo and title, the dates, who sells to whom. */
export function masthead(frame: Frame, paper: Paper, words: Words, logo: LogoSize | undefined): Block[] {
  return [
    titleBlock(frame, paper, words, logo),
    factsBlock(frame, paper, words),
    partiesBlock(frame, paper, words),
  ];
}

function titleBlock(frame: Frame, paper: Paper, words: Words, logo: LogoSize | undefined): Block {
  const { margin, width } = frame;
  const half = (width - 2 * margin - GAP) / 2;
  const end: Setting = {
    x: margin + half + GAP,
    width: half,
    size: TITLE_SIZE,
    leading: 32,
    align: 'end',
    fit: true,
  };
  const title = setStack(frame, [
    [words.say(`title.${paper.kind}`), { ...end, weight: 600 }],
    [paper.number, { ...end, size: 10.5, leading: 16, colour: MUTED }],
  ]);
  const brand = logo
    ? { marks: [logoMark(frame, logo)], height: logo.height }
    : setText(frame, paper.seller.name, 3, {
        x: margin,
        width: half,
        size: 17,
        leading: 22,
        weight: 600,
        most: WORDMARK_MOST,
      });
  return {
    tag: 'H1',
    height: Math.max(title.height, brand.height) + 24,
    marks: [...title.marks, ...brand.marks],
  };
}

const logoMark = ({ rtl, width, margin }: Frame, logo: LogoSize): Mark => ({
  kind: 'logo',
  x: rtl ? width - margin - logo.width : margin,
  y: 2,
  ...logo,
});

/** What the paper is about, as label and value. */
function factsOf(paper: Paper, words: Words): [label: string, value: string][] {
  const date = (time: number): string => words.date(time, paper.zone);
  const facts: [string, string | undefined][] = [
    ['date', date(paper.issuedAt)],
    ['order', paper.order.number],
    ['ordered', date(paper.order.placedAt)],
    ['delivered', paper.deliveredAt === undefined ? undefined : date(paper.deliveredAt)],
  ];
  if (paper.kind === 'credit') facts.push(['corrects', paper.corrects?.number]);
  if (paper.kind === 'packing')
    facts.push(
      ['parcels', words.number(paper.parcels)],
      ['carrier', paper.carrier],
      ['tracking', paper.tracking],
    );
  return facts.flatMap(([key, value]) => (value ? [[words.say(key), value]] : []));
}

function factsBlock(frame: Frame, paper: Paper, words: Words): Block {
  const facts = factsOf(paper, words);
  const inner = frame.width - 2 * frame.margin;
  const width = (inner - GAP * (facts.length - 1)) / facts.length;
  const columns = facts.map(([label, value], index) => {
    const x = frame.margin + index * (width + GAP);
    return setStack(
      frame,
      [
        [label, { x, width, size: 7.5, leading: 11, colour: MUTED, fit: true }],
        [value, { x, width, size: 9.5, leading: 14, most: 2 }],
      ],
      12,
    );
  });
  const height = tallest(columns) + 24;
  const marks = [
    rule(frame, frame.margin, 0, inner),
    ...columns.flatMap((column) => column.marks),
    rule(frame, frame.margin, height, inner),
  ];
  return { tag: 'P', height: height + 18, marks };
}

function partiesBlock(frame: Frame, paper: Paper, words: Words): Block {
  const parties: [string, Party][] = [
    ['buyer', paper.buyer],
    ...(paper.shipTo ? [['shipTo', paper.shipTo] as [string, Party]] : []),
    ['seller', paper.seller],
  ];
  const inner = frame.width - 2 * frame.margin;
  const width = (inner - 2 * GAP) / 3;
  const columns = parties.map(([key, party], index) =>
    partyColumn(frame, party, words, words.say(key), frame.margin + index * (width + GAP), width),
  );
  return { tag: 'P', height: tallest(columns) + 22, marks: columns.flatMap(({ marks }) => marks) };
}

const ADDRESS_MOST = 8;

function partyColumn(
  frame: Frame,
  party: Party,
  words: Words,
  label: string,
  x: number,
  width: number,
): Column {
  const line: Setting = { x, width, size: 9, leading: 13.5, colour: INK, most: 2 };
  return setStack(frame, [
    [label, { ...line, size: 7.5, leading: 15, colour: MUTED, most: 1 }],
    [party.name, { ...line, weight: 600 }],
    [party.company, line],
    ...party.address.slice(0, ADDRESS_MOST).map((text): [string, Setting] => [text, line]),
    [party.vatNumber && words.say('vatNumber', { number: party.vatNumber }), { ...line, colour: MUTED }],
  ]);
}

const tallest = (columns: Column[]): number => Math.max(0, ...columns.map(({ height }) => height));
