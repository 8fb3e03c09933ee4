/** Somebody on a pasted list. */
export type PastedGuest = { name: string; email: string };

const MAIL = /[^\s<>,;"'()]+@[^\s<>,;"'()]+\.[^\s<>,;"'()]+/;
const NAME_MAX = 80;

/**
 * Reads a list as people have it: one person a line, name and address in any order, however they are set apart
 * (`Ada <ada@example.org>`, cells of a spreadsheet, the address alone). An address counts once. `unread` are the lines
 * without one, as they were.
 */
export function readPastedGuests(text: string): { guests: PastedGuest[]; unread: string[] } {
  const guests = new Map<string, PastedGuest>();
  const unread: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (!line.trim()) continue;
    const email = MAIL.exec(line)?.[0].toLowerCase();
    if (!email) {
      unread.push(line);
      continue;
    }
    const name = line
      .replace(MAIL, ' ')
      .replace(/[<>,;"\t()]+/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, NAME_MAX);
    if (!guests.has(email)) guests.set(email, { name: name || email.slice(0, email.indexOf('@')), email });
  }
  return { guests: [...guests.values()], unread };
}
