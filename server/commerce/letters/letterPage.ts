import { readable } from '../papers/readable.ts';
import type { Words } from '../papers/words.ts';
import type { LetterParts, OrderFacts } from './letter.ts';

const INK = '#1b1a17';
const MUTED = '#6b655a';
const LINE = '#e6dfd2';

/** A letter as a page: one column that narrows with the window, tables for old mail programs, no picture from elsewhere. */
export function letterPage(
  parts: LetterParts,
  { brand, colour }: OrderFacts,
  { language, rtl }: Words,
): string {
  const { title, paragraphs, sums, links, foot } = parts;
  const accent = /^#[0-9a-f]{6}$/i.test(colour) ? colour : INK;
  const [start, end] = rtl ? ['right', 'left'] : ['left', 'right'];
  const texts = paragraphs
    .map((text) => `<p dir="auto" style="margin:0 0 16px">${lines(text)}</p>`)
    .join('\n');
  const buttons = links.map((link, index) => button(link, index === 0, readable(accent))).join('\n');
  return `<!doctype html>
<html lang="${language}" dir="${rtl ? 'rtl' : 'ltr'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light"><title>${escaped(title)}</title></head>
<body style="margin:0;padding:0;background:#f7f4ee;color:${INK};font:16px/25px Inter,'Noto Sans SC','Noto Sans Arabic',system-ui,-apple-system,'Segoe UI',sans-serif;text-align:${start}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;border-collapse:separate;background:#ffffff;border-radius:14px;border-top:4px solid ${accent}"><tr><td align="${start}" style="padding:32px 28px 28px">
<p dir="auto" style="margin:0 0 28px;font-size:15px;font-weight:600;text-align:${start}">${escaped(brand)}</p>
<h1 dir="auto" style="margin:0 0 14px;font-size:24px;line-height:32px;font-weight:600;text-align:${start}">${escaped(title)}</h1>
${texts}
${sums.length ? sumTable(sums, start!, end!) : ''}
<div style="padding-top:8px">
${buttons}
</div>
</td></tr></table>
<p dir="auto" style="max-width:504px;margin:20px auto 0;padding:0 16px;font-size:13px;line-height:19px;color:${MUTED};text-align:${start}">${escaped(foot)}</p>
</td></tr></table>
</body></html>
`;
}

function sumTable(sums: LetterParts['sums'], start: string, end: string): string {
  const rows = sums.map(({ label, detail, amount, strong }) => {
    const cell = `padding:10px 0;border-top:1px solid ${LINE};vertical-align:top;${strong ? 'font-weight:600;' : ''}`;
    const small = detail
      ? `<br><bdi style="font-size:13px;line-height:19px;color:${MUTED}">${escaped(detail)}</bdi>`
      : '';
    return `<tr><td style="${cell}text-align:${start}"><bdi>${escaped(label)}</bdi>${small}</td><td style="${cell}padding-${start}:16px;text-align:${end};white-space:nowrap;font-variant-numeric:tabular-nums"><bdi>${escaped(amount)}</bdi></td></tr>`;
  });
  return `<table width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;margin:8px 0 20px;font-size:15px;line-height:22px">
${rows.join('\n')}
</table>`;
}

function button({ label, address }: LetterParts['links'][number], main: boolean, colour: string): string {
  const look = main
    ? `background:${INK};color:#ffffff;padding:12px 22px;border-radius:10px;margin-inline-end:16px`
    : `color:${colour};padding:12px 0`;
  return `<a href="${escaped(safe(address))}" style="display:inline-block;${look};text-decoration:none;font-weight:600;font-size:15px;line-height:20px">${escaped(label)}</a>`;
}

/** Only the web's addresses may be pressed. */
const safe = (address: string): string => (/^https?:\/\//i.test(address) ? address : '#');

const lines = (text: string): string => escaped(text).replace(/\r?\n/g, '<br>');

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.toWellFormed().replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);
