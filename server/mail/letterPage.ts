/** What a mail shows as a page; `foot` is a small link at its end. */
export type LetterPage = {
  language: string;
  title: string;
  paragraphs: string[];
  button: [label: string, address: string];
  note: string;
  foot: [label: string, address: string] | undefined;
};

/** A mail as a page: one column, colours of the house, readable where styles are taken away. */
export function letterPage({
  language,
  title,
  paragraphs,
  button: [label, address],
  note,
  foot,
}: LetterPage): string {
  const block = (text: string): string =>
    `<p dir="auto" style="margin:0 0 16px">${escapeHtml(text).replace(/\n/g, '<br>')}</p>`;
  const direction = language === 'ar' ? 'rtl' : 'ltr';
  return `<!doctype html><html lang="${language}" dir="${direction}"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>
<body style="margin:0;padding:32px 16px;background:#f7f4ee;color:#1b1a17;font:16px/24px Inter,system-ui,sans-serif"><div style="max-width:520px;margin:0 auto">
<p style="margin:0 0 24px;letter-spacing:2px;font-size:13px;font-weight:600;color:#7a5a2a">VITRINE</p>
<h1 style="margin:0 0 16px;font-size:24px;line-height:32px">${escapeHtml(title)}</h1>
${paragraphs.map(block).join('')}
<p style="margin:24px 0"><a href="${escapeHtml(address)}" style="display:inline-block;padding:12px 24px;border-radius:10px;background:#1b1a17;color:#f7f4ee;text-decoration:none;font-weight:600">${escapeHtml(label)}</a></p>
${note && block(note)}
${foot ? `<p style="margin:32px 0 0;font-size:13px"><a href="${escapeHtml(foot[1])}" style="color:#5d574d">${escapeHtml(foot[0])}</a></p>` : ''}
</div></body></html>`;
}

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => SIGNS[sign]!);
