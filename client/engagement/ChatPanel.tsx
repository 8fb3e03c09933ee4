import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { CHAT_MAX } from '../../shared/wire/limits.ts';
import { Icon } from '../ui/Icon.tsx';
import { t } from '../ui/i18n.ts';
import { sayError } from '../ui/toast.tsx';
import type { Chat } from './chat.ts';

/** The room's talk: the lines, and a line of one's own. */
export function ChatPanel({ chat, me }: { chat: Chat; me: string }) {
  const draft = useSignal('');
  const end = useRef<HTMLLIElement>(null);
  const lines = chat.lines.value;
  useEffect(() => end.current?.scrollIntoView({ block: 'nearest' }), [lines.length]);
  const send = (event: Event): void => {
    event.preventDefault();
    const text = draft.value.trim();
    if (!text) return;
    draft.value = '';
    chat.say(text).catch((error) => {
      if (!draft.value) draft.value = text;
      sayError(error);
    });
  };
  return (
    <section class="panel chat" aria-label={t('nav.chat')}>
      {lines.length === 0 ? (
        <p class="empty">{t('chat.empty')}</p>
      ) : (
        <ol class="chat-lines" aria-label={t('nav.chat')} aria-live="polite" tabIndex={0}>
          {lines.map((line) => (
            <li key={line.id} class={line.from === me ? 'mine' : ''}>
              <b>
                <bdi>{line.name}</bdi>
              </b>{' '}
              <bdi>{line.text}</bdi>
            </li>
          ))}
          <li ref={end} aria-hidden="true" />
        </ol>
      )}
      <form onSubmit={send}>
        <input
          aria-label={t('chat.placeholder')}
          placeholder={t('chat.placeholder')}
          maxLength={CHAT_MAX}
          value={draft}
          onInput={(event) => {
            draft.value = event.currentTarget.value;
          }}
        />
        <button type="submit" class="icon-button" aria-label={t('chat.send')}>
          <Icon name="send" />
        </button>
      </form>
    </section>
  );
}
