/** A piece of a line: words as they are, a name that was called, or an address of staff's to go to. */
export type Piece = { kind: 'text' | 'mention' | 'link'; text: string };

const ADDRESS = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]]/g;

/** Cuts a line into its pieces. Addresses are links only where staff said them. */
export function piecesOf(text: string, mentions: readonly { name: string }[] = [], byStaff = false): Piece[] {
  const marks: { at: number; piece: Piece }[] = [];
  const lower = text.toLowerCase();
  for (const { name } of [...mentions].sort((a, b) => b.name.length - a.name.length)) {
    const call = `@${name.toLowerCase()}`;
    for (let at = lower.indexOf(call); at >= 0; at = lower.indexOf(call, at + call.length))
      marks.push({ at, piece: { kind: 'mention', text: text.slice(at, at + call.length) } });
  }
  if (byStaff)
    for (const found of text.matchAll(ADDRESS))
      marks.push({ at: found.index, piece: { kind: 'link', text: found[0] } });
  marks.sort((a, b) => a.at - b.at || b.piece.text.length - a.piece.text.length);
  const pieces: Piece[] = [];
  let done = 0;
  for (const { at, piece } of marks) {
    if (at < done) continue;
    if (at > done) pieces.push({ kind: 'text', text: text.slice(done, at) });
    pieces.push(piece);
    done = at + piece.text.length;
  }
  if (done < text.length) pieces.push({ kind: 'text', text: text.slice(done) });
  return pieces;
}

/** What one has begun to call at the end of what stands before the caret: where the @ is, and the letters after it. */
export function callAt(before: string): { at: number; begun: string } | undefined {
  const found = /(?:^|[^\p{L}\p{N}])@([\p{L}\p{N}\p{M} '’.-]{0,24})$/u.exec(before);
  return found ? { at: before.length - found[1]!.length - 1, begun: found[1]! } : undefined;
}

/** Names that go on from what was begun, at most so many. */
export function namesFor(begun: string, names: readonly string[], most = 5): string[] {
  const wanted = begun.toLowerCase();
  return names.filter((name) => name.toLowerCase().startsWith(wanted) && name !== begun).slice(0, most);
}
