/** How many colours of names there are, in chat.css. */
const COLOURS = 8;

/** The colour of a person's name: always the same for one person. */
export function colourOf(who: string): number {
  let sum = 0;
  for (const letter of who) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return sum % COLOURS;
}
