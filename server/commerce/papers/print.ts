import PDFDocument from 'pdfkit';
import sharp from 'sharp';
import { compose } from './compose.ts';
import { embeddable } from './embed.ts';
import { openFaces, type Weight } from './faces.ts';
import type { Frame } from './marks.ts';
import { paint } from './paint.ts';
import { type Paper, proveSums } from './paper.ts';
import { EM, openTypeface, type Typeface, widthOf } from './typeface.ts';
import { openWords, type Words } from './words.ts';

/** Prints papers as PDF; the same paper gives the same bytes. Throws on amounts that do not add up. */
export type Printer = (paper: Paper, language: string) => Promise<Uint8Array>;

/** A paper and the language that it is in. */
export type Sheet = { paper: Paper; language: string };

const A4 = [595.28, 841.89] as const;
const LETTER = [612, 792] as const;
const LETTER_COUNTRIES = new Set(['US', 'CA', 'MX']);
const MARGIN = 52;
const LOGO_BOX = { width: 150, height: 40 };
/** Dots of the logo per point: sharp in print, small in the file. */
const LOGO_DENSITY = 3;
const LONGEST_ADDRESS = 800;

/** Opens the fonts once for all papers; a font's file is read when a paper first needs it. */
export function openPrinter(): Printer {
  const print = openPrinters();
  return (paper, language) => print([{ paper, language }]);
}

/** Prints several papers, at least one, into one file, each from a page of its own on; the file is named after the first. */
export function openPrinters(): (sheets: readonly Sheet[]) => Promise<Uint8Array> {
  const faces = openFaces();
  const typefaces = { 400: openTypeface(faces, 400), 600: openTypeface(faces, 600) };
  const wordsIn = openWords('paper');
  return async (sheets) => {
    let document: PDFKit.PDFDocument | undefined;
    for (const { paper, language } of sheets) {
      if (paper.kind !== 'packing') proveSums(paper);
      const words = wordsIn(language);
      const frame = frameOf(paper, words, typefaces);
      const logo = paper.seller.logo && (await readLogo(paper.seller.logo));
      const pages = compose(frame, bounded(paper), words, logo?.size);
      const size: [number, number] = [frame.width, frame.height];
      if (document) document.addPage({ size, margin: 0 });
      else {
        document = openDocument(paper, words, frame);
        for (const weight of [400, 600] as const)
          document.registerFont(String(weight), embeddable(typefaces[weight]) as never);
      }
      paint(document, pages, { ...(logo && { logo: logo.bytes }), width: frame.measure, size });
    }
    if (!document) throw new Error('there is no paper to print');
    return finish(document);
  };
}

function frameOf({ country }: Paper, { rtl }: Words, typefaces: Record<Weight, Typeface>): Frame {
  const [width, height] = LETTER_COUNTRIES.has(country) ? LETTER : A4;
  return {
    width,
    height,
    margin: MARGIN,
    rtl,
    measure: (text, turned, size, weight) => (widthOf(typefaces[weight].shape(text, turned)) * size) / EM,
  };
}

/** A code has an end: an address that no code could hold is cut. A colour that is none is ink. */
function bounded<P extends Paper>(paper: P): P {
  const colour = /^#[0-9a-f]{6}$/i.test(paper.seller.colour) ? paper.seller.colour : '#1B1A17';
  const address = paper.order.address.slice(0, LONGEST_ADDRESS).toWellFormed();
  return { ...paper, seller: { ...paper.seller, colour }, order: { ...paper.order, address } };
}

function openDocument(paper: Paper, words: Words, { width, height }: Frame): PDFKit.PDFDocument {
  const title = words.say('subject', {
    title: words.say(`title.${paper.kind}`),
    number: paper.number,
    order: paper.order.number,
  });
  return new PDFDocument({
    size: [width, height],
    margin: 0,
    pdfVersion: '1.7',
    lang: words.language,
    tagged: true,
    displayTitle: true,
    font: null as never,
    info: {
      Title: title.toWellFormed(),
      Author: paper.seller.name.toWellFormed(),
      Subject: paper.order.number.toWellFormed(),
      Creator: 'Vitrine',
      Producer: 'Vitrine',
      CreationDate: new Date(paper.issuedAt),
      ModDate: new Date(paper.issuedAt),
    },
  });
}

/** The logo on white, as large as it is drawn; undefined if the bytes are no picture. */
async function readLogo(bytes: Uint8Array): Promise<{ bytes: Buffer; size: typeof LOGO_BOX } | undefined> {
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: 4e7 })
      .flatten({ background: '#ffffff' })
      .resize(LOGO_BOX.width * LOGO_DENSITY, LOGO_BOX.height * LOGO_DENSITY, { fit: 'inside' })
      .png({ palette: true })
      .toBuffer({ resolveWithObject: true });
    return { bytes: data, size: { width: info.width / LOGO_DENSITY, height: info.height / LOGO_DENSITY } };
  } catch {
    // A paper with the brand's name is better than none.
    return undefined;
  }
}

function finish(document: PDFKit.PDFDocument): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    document.on('error', reject);
    document.end();
  });
}
