/** Length of each Opus packet of our films, milliseconds. */
export const OPUS_PACKET_MS = 20;

/** The Opus packets of an Ogg file (RFC 3533, RFC 7845), without its two headers. Throws on anything else. */
export function readOggOpus(file: Buffer): Buffer[] {
  const packets: Buffer[] = [];
  let open: Buffer[] = [];
  for (let at = 0; at < file.length; ) {
    if (file.toString('latin1', at, at + 4) !== 'OggS') throw new Error('not an Ogg file');
    const segments = file[at + 26] ?? 0;
    const table = file.subarray(at + 27, at + 27 + segments);
    let data = at + 27 + segments;
    const end = table.reduce((sum, length) => sum + length, data);
    if (table.length < segments || end > file.length || at + 27 > file.length)
      throw new Error('the Ogg file ends inside a page');
    for (const length of table) {
      open.push(file.subarray(data, data + length));
      data += length;
      if (length === 255) continue;
      packets.push(open.length === 1 ? open[0]! : Buffer.concat(open));
      open = [];
    }
    at = data;
  }
  if (packets[0]?.toString('latin1', 0, 8) !== 'OpusHead') throw new Error('the Ogg file holds no Opus');
  return packets.slice(2).filter((packet) => packet.length > 0);
}
