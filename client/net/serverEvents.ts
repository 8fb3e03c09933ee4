import { Refusal } from '../../shared/wire/refusal.ts';

/** Where events come from, who hears of each, and what ends it. */
export type EventsAsked = [path: string, onEvent: (name: string, data: string) => void, signal: AbortSignal];

/** Follows the events of an address until the signal ends them, or the server does, or they break off; throws a Refusal when they can't be had. */
export async function followEvents(
  fetcher: typeof fetch,
  token: string | undefined,
  ...[path, onEvent, signal]: EventsAsked
): Promise<void> {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetcher(path, { headers, signal }).catch(() => undefined);
  if (!response) throw new Refusal('offline');
  if (!response.ok) throw Refusal.from(await response.json().catch(() => undefined));
  await readEvents(response.body!, onEvent).catch(() => undefined);
}

/** Reads server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html) until the answer ends; rejects when it breaks off. */
export async function readEvents(
  body: ReadableStream<Uint8Array>,
  onEvent: (name: string, data: string) => void,
): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    text += value;
    const blocks = text.split(/\r?\n\r?\n/);
    text = blocks.pop()!;
    for (const block of blocks) {
      const lines = block.split(/\r?\n/);
      const of = (field: string): string[] =>
        lines
          .filter((line) => line.startsWith(`${field}:`))
          .map((line) => line.slice(field.length + 1).trim());
      const data = of('data');
      if (data.length > 0) onEvent(of('event').at(-1) ?? 'message', data.join('\n'));
    }
  }
}
