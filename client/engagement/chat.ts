import { signal } from '@preact/signals';
import type { ChatLine } from '../../shared/wire/engagement.ts';
import { CHAT_HISTORY } from '../../shared/wire/limits.ts';
import type { Link } from '../net/link.ts';

/** The room's chat as this page knows it. */
export type Chat = ReturnType<typeof openChat>;

/** Opens the chat: the latest lines first fetched, then followed. `onLine` hears each new line (for the bubble). */
export function openChat(link: Link, onLine: (line: ChatLine) => void) {
  const lines = signal<ChatLine[]>([]);
  const merge = (more: ChatLine[]): void => {
    const byId = new Map([...lines.value, ...more].map((line) => [line.id, line]));
    lines.value = [...byId.values()].sort((a, b) => a.id - b.id).slice(-CHAT_HISTORY * 4);
  };
  const catchUp = (): void => {
    void link.request('chat.history', {}).then(
      (history) => merge(history.lines),
      () => undefined,
    );
  };
  const undo = [
    link.on('chat.line', (line) => {
      merge([line]);
      onLine(line);
    }),
    link.onStatus((status) => status === 'online' && catchUp()),
  ];
  catchUp();
  return {
    lines,
    say: (text: string) => link.request('chat.say', { text }),
    dispose() {
      for (const step of undo.splice(0)) step();
    },
  };
}
