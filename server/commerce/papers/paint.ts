import { encode } from 'uqr';
import { asRun } from './embed.ts';
import { INK, type Mark } from './marks.ts';
import type { Placed } from './pages.ts';

type Document = PDFKit.PDFDocument;
type Structure = PDFKit.PDFStructureElement;

/** Measures a run as it was measured while it was laid out. */
type RunWidth = (text: string, rtl: boolean, size: number, weight: 400 | 600) => number;

/** What painting needs beside the marks: the names of the fonts by weight are `400` and `600`. */
export type Paints = { logo?: Buffer; width: RunWidth; size: [width: number, height: number] };

/** Paints the pages into a document whose first page is open, as a tagged structure in the order of reading. */
export function paint(document: Document, pages: Placed[][], paints: Paints): void {
  const root = document.struct('Document');
  document.addStructure(root);
  let table: Structure | undefined;
  pages.forEach((pieces, index) => {
    if (index > 0) document.addPage({ size: paints.size, margin: 0 });
    for (const { tag, marks } of pieces) {
      const draw = (some: Mark[]) => (): void => {
        for (const mark of some) paintMark(document, mark, paints);
      };
      if (tag === 'Artifact') asArtifact(document, draw(marks));
      else if (tag === 'TH' || tag === 'TR') {
        table ??= open(document, root, 'Table');
        const row = open(document, table, 'TR');
        for (const cell of cellsOf(marks))
          row.add(document.struct(tag === 'TH' ? 'TH' : 'TD', {}, draw(cell)));
        row.end();
        asArtifact(document, draw(marks.filter(isOrnament)));
      } else {
        table?.end();
        table = undefined;
        root.add(document.struct(tag, {}, draw(marks.filter((mark) => !isOrnament(mark)))));
        asArtifact(document, draw(marks.filter(isOrnament)));
      }
    }
  });
  table?.end();
  root.end();
}

const isOrnament = (mark: Mark): boolean => mark.kind === 'rule' || mark.kind === 'code';

function open(document: Document, parent: Structure, type: string): Structure {
  const element = document.struct(type);
  parent.add(element);
  return element;
}

function asArtifact(document: Document, draw: () => void): void {
  document.markContent('Artifact', { type: 'Layout' });
  draw();
  document.endMarkedContent();
}

function cellsOf(marks: Mark[]): Mark[][] {
  const cells = Map.groupBy(
    marks.filter((mark) => !isOrnament(mark)),
    ({ cell }) => cell ?? 0,
  );
  return [...cells.values()];
}

function paintMark(document: Document, mark: Mark, paints: Paints): void {
  switch (mark.kind) {
    case 'text':
      paintText(document, mark, paints.width);
      break;
    case 'rule':
      document.rect(mark.x, mark.y - mark.thick / 2, mark.width, mark.thick).fill(mark.colour);
      break;
    case 'logo':
      if (paints.logo)
        document.image(paints.logo, mark.x, mark.y, { width: mark.width, height: mark.height });
      break;
    case 'code':
      paintCode(document, mark);
  }
}

function paintText(document: Document, mark: Extract<Mark, { kind: 'text' }>, widthOf: RunWidth): void {
  const { y, size, weight, colour, link } = mark;
  document.font(String(weight)).fontSize(size).fillColor(colour);
  let x = mark.x;
  for (const { text, rtl } of mark.runs) {
    const width = widthOf(text, rtl, size, weight);
    const how: PDFKit.Mixins.TextOptions & { textWidth: number; wordCount: number } = {
      lineBreak: false,
      baseline: 'alphabetic',
      features: [],
      textWidth: width,
      wordCount: 1,
    };
    document.text(asRun(text, rtl), x, y, how);
    x += width;
  }
  if (link) document.link(mark.x, y - size, mark.width, size * 1.3, link);
}

/** One path for the whole code: a rectangle for each row's stretch of dark. */
function paintCode(document: Document, { x, y, size, address }: Extract<Mark, { kind: 'code' }>): void {
  const { data, size: count } = encode(address, { border: 0, ecc: 'M' });
  const unit = size / count;
  data.forEach((row, down) => {
    for (let from = 0; from < count; from++) {
      if (!row[from]) continue;
      let end = from;
      while (end < count && row[end]) end++;
      document.rect(x + from * unit, y + down * unit, (end - from) * unit, unit);
      from = end;
    }
  });
  document.fill(INK);
}
