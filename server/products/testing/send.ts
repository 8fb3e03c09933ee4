/** Sends a file of an upload as a stranger's program would: tus 1.0.0, announced and then in pieces. */
export async function sendFile(
  url: string,
  token: string,
  draft: string,
  path: string,
  bytes: Uint8Array,
  pieceBytes = 1 << 20,
): Promise<void> {
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const headers = { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0' };
  const made = await fetch(`${url}/api/designer/uploads`, {
    method: 'POST',
    headers: {
      ...headers,
      'upload-length': String(bytes.length),
      'upload-metadata': `draft ${base64(draft)},path ${base64(path)}`,
    },
  });
  if (made.status !== 201) throw new Error(`${path}: ${made.status} ${await made.text()}`);
  const place = new URL(made.headers.get('location')!, url);
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const answer = await fetch(place, {
      method: 'PATCH',
      headers: { ...headers, 'upload-offset': String(at), 'content-type': 'application/offset+octet-stream' },
      body: bytes.slice(at, at + pieceBytes) as never,
    });
    if (answer.status !== 204) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  }
}
