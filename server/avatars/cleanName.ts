/** A name as shown to others: no control, bidirectional or invisible characters, single spaces; `Guest` when nothing is left. */
export function cleanName(name: string): string {
  const clean = name
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
  return clean || 'Guest';
}
