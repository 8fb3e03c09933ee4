import { expect, test } from 'vitest';
import { readEvents } from './serverEvents.ts';

test('[DZ5] server-sent events are read whole, in whatever pieces they come; beats between them are passed over', async () => {
  const text =
    ': beat\n\nevent: draft\ndata: {"name":"椅"}\n\ndata: one\r\ndata: two\r\n\r\n: \n\nevent: draft\ndata: cut';
  const bytes = new TextEncoder().encode(text);
  for (const size of [1, 7, bytes.length]) {
    const heard: [string, string][] = [];
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
        controller.close();
      },
    });
    await readEvents(body, (name, data) => heard.push([name, data]));
    expect(heard).toEqual([
      ['draft', '{"name":"椅"}'],
      ['message', 'one\ntwo'],
    ]);
  }
});
