import fc from 'fast-check';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { invoiceOf, packingOf, seller } from '../../testing/papers.ts';
import { readPdf } from '../../testing/pdfText.ts';
import { compose } from './compose.ts';
import { openFaces } from './faces.ts';
import type { Frame, Mark } from './marks.ts';
import { paginate } from './pages.ts';
import { type MoneyPaper, PAPER_LANGUAGES, proveSums } from './paper.ts';
import { openPress } from './press.ts';
import { openPrinter } from './print.ts';
import { EM, openTypeface, widthOf } from './typeface.ts';
import { openWords } from './words.ts';

const print = openPrinter();
const wordsIn = openWords('paper');
const faces = openFaces();
const typefaces = { 400: openTypeface(faces, 400), 600: openTypeface(faces, 600) };
const LARGEST_BYTES = 150_000;

const frameFor = (language: string): Frame => ({
  width: 595.28,
  height: 841.89,
  margin: 52,
  rtl: language === 'ar',
  measure: (text, rtl, size, weight) => (widthOf(typefaces[weight].shape(text, rtl)) * size) / EM,
});

/** As it is drawn: from the other end, without marks of direction. */
const backwards = (text: string): string => [...text.replace(/\p{Cf}/gu, '')].reverse().join('');
const marksOf = (pages: { marks: Mark[] }[][]): Mark[] => pages.flat().flatMap(({ marks }) => marks);

test.each(PAPER_LANGUAGES)(
  '[PP1] an invoice in %s can be read back, is small and the same each time',
  async (language) => {
    const paper = invoiceOf(language);
    const bytes = await print(paper, language);
    expect(Buffer.compare(bytes, await openPrinter()(paper, language))).toBe(0);
    expect(bytes.length).toBeLessThan(LARGEST_BYTES);
    const text = readPdf(bytes).flat().join('\n');
    const words = wordsIn(language);
    const order = language === 'ar' ? backwards : (one: string) => one;
    expect(text).toContain(order(words.say('title.invoice')));
    expect(text).toContain('INV-2026-000123');
    expect(text).toContain(order(paper.buyer.name));
    const file = Buffer.from(bytes).toString('latin1');
    expect(file).toContain(`/Lang (${language})`);
    expect(file).toContain('/Marked true');
  },
);

test('[PP2] a long order repeats its head, numbers its pages and never leaves the sums alone', async () => {
  for (const language of ['en', 'zh', 'ar']) {
    const bytes = await print(invoiceOf(language, 100), language);
    expect(bytes.length).toBeLessThan(LARGEST_BYTES);
    const pages = compose(frameFor(language), invoiceOf(language, 100), wordsIn(language));
    expect(pages.length).toBeGreaterThan(6);
    for (const page of pages.slice(1)) expect(page[1]?.tag).toBe('TH');
    expect(pages.at(-1)!.filter(({ tag }) => tag === 'TR').length).toBeGreaterThan(0);
    expect(readPdf(bytes).length).toBe(pages.length);
  }
});

test('[PP3] Arabic pages are the mirror: what stands at the start stands at the right', () => {
  const [left, right] = ['en', 'ar'].map((language) =>
    marksOf(compose(frameFor(language), { ...invoiceOf('en') }, wordsIn(language))),
  );
  const code = (marks: Mark[]): number => marks.find(({ kind }) => kind === 'code')!.x;
  expect(code(left!)).toBeCloseTo(52);
  expect(code(right!)).toBeCloseTo(595.28 - 52 - 68);
});

test('[PP4] blocks are spread in order, each once; pages are filled no further than they reach', () => {
  const block = fc.record({ height: fc.integer({ min: 1, max: 90 }), keep: fc.boolean() });
  fc.assert(
    fc.property(fc.array(block, { minLength: 1, maxLength: 200 }), (blocks) => {
      const pages = paginate(blocks, 100, 120);
      expect(pages.flat()).toEqual(blocks.map((_, index) => index));
      for (const [page, indexes] of pages.entries()) {
        expect(indexes.length).toBeGreaterThan(0);
        const height = indexes.reduce((sum, index) => sum + blocks[index]!.height, 0);
        if (page > 0) expect(height).toBeLessThanOrEqual(120);
      }
    }),
  );
});

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.constantFrom('', '\ud800', 'كرسي (A-1) 椅子', 'x'.repeat(2000), '‮‬⁧', '한국어 ไทย'),
);

test('[PP5] whatever names and numbers say, a paper is printed and its marks stay on the page', async () => {
  const inputs = fc.tuple(
    fc.constantFrom(...PAPER_LANGUAGES),
    anyText,
    anyText,
    fc.integer({ min: 0, max: 12 }),
  );
  await fc.assert(
    fc.asyncProperty(inputs, async ([language, text, other, count]) => {
      const paper = invoiceOf(language, count);
      for (const line of paper.lines) Object.assign(line, { name: text, variant: other, sku: text });
      paper.buyer = { name: other, company: text, address: [text, other, text], vatNumber: other };
      paper.order.address = `https://shop.example/${other}`;
      paper.notes = [{ text }, 'export'];
      paper.seller = { ...seller, name: text, colour: other, logo: new Uint8Array([1, 2, 3]) };
      const bytes = await print(paper, language);
      expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe('%PDF-');
      for (const mark of marksOf(compose(frameFor(language), paper, wordsIn(language)))) {
        expect(mark.x).toBeGreaterThan(-1);
        const width = mark.kind === 'code' ? mark.size : mark.width;
        expect(mark.x + width).toBeLessThan(596.5);
        expect(mark.y).toBeLessThan(842);
      }
    }),
    { numRuns: 40 },
  );
});

test('[PP6] a paper of none to two hundred lines has as many rows as lines', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 200 }), fc.constantFrom(...PAPER_LANGUAGES), (count, language) => {
      const pages = compose(frameFor(language), invoiceOf(language, count), wordsIn(language));
      expect(pages.flat().filter(({ tag }) => tag === 'TR').length).toBe(Math.max(1, count));
    }),
    { numRuns: 12 },
  );
});

test('[PP7] amounts that do not add up are never printed', async () => {
  const paper = invoiceOf('en');
  const spoil: ((copy: MoneyPaper) => void)[] = [
    (copy) => copy.total.gross++,
    (copy) => copy.lines[0]!.net++,
    (copy) => copy.taxes[0]!.tax--,
    (copy) => copy.discounts.pop(),
    (copy) => copy.lines.pop(),
  ];
  proveSums(paper);
  for (const spoiling of spoil) {
    const copy = structuredClone(paper);
    spoiling(copy);
    await expect(print(copy, 'en')).rejects.toThrow('do not add up');
  }
});

test('[PP8] a character that no font has is a box that can still be copied', async () => {
  const paper = invoiceOf('en');
  paper.buyer = { name: 'กขค 한', address: ['漢字 かな Ωμέγα Жук Nguyễn ليلى'] };
  const text = readPdf(await print(paper, 'en'))
    .flat()
    .join('\n');
  expect(text).toContain('กขค 한');
  expect(typefaces[400].shape('ก', false)[0]!.key).toMatch(/^box/);
  for (const covered of '漢かなΩέЖễل')
    expect(typefaces[400].shape(covered, false)[0]!.key).not.toMatch(/^box/);
});

test('[PP9] a packing list says weights and no price', async () => {
  const text = readPdf(await print(packingOf('en'), 'en'))
    .flat()
    .join('\n');
  expect(text).toContain('9401.61');
  expect(text).toContain('2.35 kg');
  expect(text).not.toMatch(/[£€$]|129\.00/);
});

test('[PP10] a buyer in North America gets a letter-size page, others A4', async () => {
  const sizes = await Promise.all(
    ['US', 'DE'].map(async (country) => {
      const file = Buffer.from(await print({ ...invoiceOf('en'), country }, 'en')).toString('latin1');
      return /MediaBox \[0 0 ([\d. ]+)\]/.exec(file)?.[1];
    }),
  );
  expect(sizes).toEqual(['612 792', '595.28 841.89']);
});

test('[PP11] the press prints beside the event loop what the printer prints, tells of what it refuses, and ends', async () => {
  const press = openPress();
  const paper = invoiceOf('zh');
  const [bytes, bad] = await Promise.allSettled([
    press.renderPaper(paper, 'zh'),
    press.renderPaper({ ...paper, total: { net: 1, tax: 1, gross: 2 } }, 'zh'),
  ]);
  expect(bytes).toEqual({ status: 'fulfilled', value: await print(paper, 'zh') });
  expect(bad.status).toBe('rejected');
  const cut = press.renderPaper(paper, 'zh');
  const ended = expect(cut).rejects.toThrow('closed');
  await press.close();
  await ended;
  await expect(press.renderPaper(paper, 'zh')).rejects.toThrow('closed');
}, 20_000);

test('[PP23] a logo of any common kind stands where the name would; what is no picture leaves the name', async () => {
  const picture = sharp({ create: { width: 900, height: 240, channels: 4, background: '#b08d5780' } });
  const withLogo = async (logo: Uint8Array) => {
    const bytes = await print({ ...invoiceOf('en'), seller: { ...seller, company: 'X', logo } }, 'en');
    const [first] = readPdf(bytes);
    return {
      drawn: Buffer.from(bytes).includes('/Subtype /Image'),
      named: first!.slice(0, 4).includes(seller.name),
    };
  };
  for (const bytes of [await picture.clone().webp().toBuffer(), await picture.clone().png().toBuffer()])
    expect(await withLogo(bytes)).toEqual({ drawn: true, named: false });
  expect(await withLogo(new Uint8Array(9))).toEqual({ drawn: false, named: true });
});
