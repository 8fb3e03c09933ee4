import { encode, renderSVG } from 'uqr';
import type { EventSheet } from '../../shared/model/event.ts';
import { inLanguage } from '../../shared/model/localText.ts';

const INK = '#1b1a17';
const PAPER = '#f7f4ee';

/** An address as a QR code, a picture in SVG. */
export const toQr = (address: string): string =>
  renderSVG(address, { ecc: 'M', border: 4, whiteColor: '#ffffff', blackColor: INK });

/** Letters of a line of the poster's title, and the longest title. */
const LINE = 22;
const LINES = 4;

/** A poster of an event in A4 (millimetres), to be printed: title, time at the place of the host, QR code, address. */
export function toPoster(event: EventSheet, language: string, address: string): string {
  const { size, data } = encode(address, { ecc: 'M', border: 4 });
  const scale = 96 / size;
  const modules = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  const when = new Intl.DateTimeFormat(language, {
    dateStyle: 'full',
    timeStyle: 'short',
    timeZone: event.zone,
  }).format(event.startsAt);
  const lines = wrap(inLanguage(event.title, language));
  const title = lines
    .map((line, index) => `<text x="105" y="${62 + index * 15}" font-size="13">${escapeXml(line)}</text>`)
    .join('');
  const below = 62 + lines.length * 15;
  const direction = language.startsWith('ar') ? ' direction="rtl"' : '';
  const link = address.replace(/^https?:\/\//, '').replace(/\?.*$/, '');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="210mm" height="297mm" viewBox="0 0 210 297">
<rect width="210" height="297" fill="${PAPER}"/>
<g fill="${INK}" text-anchor="middle" font-family="Inter, 'Noto Sans', sans-serif"${direction}>
<text x="105" y="30" font-size="5" letter-spacing="1" fill="#7a5a2a">VITRINE</text>
<g font-weight="600">${title}</g>
<text x="105" y="${below}" font-size="6">${escapeXml(when)}</text>
<text x="105" y="${below + 10}" font-size="5">${escapeXml(`${inLanguage(event.place, language)} · ${event.zone}`)}</text>
<text x="105" y="272" font-size="5" direction="ltr">${escapeXml(link)}</text>
</g>
<g transform="translate(57 158) scale(${scale.toFixed(4)})"><rect width="${size}" height="${size}" fill="#fff"/><path d="${modules}" fill="${INK}"/></g>
</svg>`;
}

/** Writings without spaces are broken between words. */
const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

function wrap(text: string): string[] {
  const lines: string[] = [];
  const parts = text
    .split(/(?<=\s)/)
    .flatMap((part) =>
      part.length > LINE ? [...segmenter.segment(part)].map((each) => each.segment) : [part],
    );
  for (const segment of parts) {
    const last = lines.at(-1);
    if (last !== undefined && (last + segment).trimEnd().length <= LINE)
      lines[lines.length - 1] = last + segment;
    else if (segment.trim()) lines.push(segment);
  }
  return lines.slice(0, LINES).map((line) => line.trim());
}

/** A text inside markup. */
const escapeXml = (text: string): string =>
  text.replace(
    /[&<>"']/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[sign]!,
  );
