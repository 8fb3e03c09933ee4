import './chat.css';
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { ChatLine, Quote } from '../../shared/wire/engagement.ts';
import { Icon } from '../ui/Icon.tsx';
import { t } from '../ui/i18n.ts';
import { say } from '../ui/toast.tsx';
import { Composer } from './Composer.tsx';
import type { Chat } from './chat.ts';
import { Sign } from './icons.tsx';
import { Lines } from './Lines.tsx';
import { PersonTools } from './PersonTools.tsx';
import { ReactionBar } from './ReactionBar.tsx';

type ChatPanelProps = {
  chat: Chat;
  /** More switches beside the reactions. */
  children?: ComponentChildren;
  /** It can be folded away, where it lies over the room; folded, it tells what one has missed. */
  foldable?: boolean;
  /** Neither hears nor reads somebody any more, where that is possible. */
  onBlock?: ((session: string) => Promise<void>) | undefined;
};

/** The showroom's talk: the lines, what one can do about each, reactions, and a line of one's own. */
export function ChatPanel({ chat, children, foldable = false, onBlock }: ChatPanelProps) {
  const draft = useSignal('');
  const answering = useSignal<Quote | undefined>(undefined);
  const wanted = useSignal(0);
  const about = useSignal<ChatLine | undefined>(undefined);
  const folded = useSignal(false);
  const missed = useMissed(chat, folded.value);
  const opener = useRef<HTMLButtonElement>(null);
  const chosen = about.value;
  const write = (): void => {
    about.value = undefined;
    wanted.value++;
  };
  const fold = (on: boolean): void => {
    folded.value = on;
    requestAnimationFrame(() => opener.current?.focus());
  };
  if (folded.value)
    return (
      <button
        ref={opener}
        type="button"
        class="pill chat-pill"
        aria-expanded={false}
        aria-label={t('chat.open', { count: missed.lines })}
        onClick={() => fold(false)}
      >
        <Icon name="chat" />
        {missed.lines > 0 && <b class={missed.called ? 'called' : ''}>{missed.lines}</b>}
      </button>
    );
  return (
    <section class="panel chat" aria-label={t('nav.chat')}>
      <Lines chat={chat} onAbout={(line) => (about.value = line)} />
      {chosen && (
        <PersonTools
          chat={chat}
          meant={{ session: chosen.from, name: chosen.name, line: chosen.id }}
          onReply={() => {
            answering.value = { id: chosen.id, name: chosen.name, text: chosen.text };
            write();
          }}
          onMention={() => {
            draft.value = `${draft.value}@${chosen.name} `;
            write();
          }}
          onBlock={onBlock}
          onClose={() => {
            about.value = undefined;
            document.getElementById(`line-${chosen.id}`)?.querySelector<HTMLElement>('.line-menu')?.focus();
          }}
        />
      )}
      <Composer chat={chat} draft={draft} answering={answering} wanted={wanted} />
      <div class="chat-tools">
        <ReactionBar reactions={chat.reactions} />
        {children}
        {foldable && (
          <button
            ref={opener}
            type="button"
            class="icon-button"
            aria-label={t('chat.fold')}
            aria-expanded={true}
            onClick={() => fold(true)}
          >
            <Sign name="collapse" />
          </button>
        )}
      </div>
    </section>
  );
}

/** How many lines came while the panel was folded, and whether one of them calls me; whoever calls me is told of in a quiet note. */
function useMissed(chat: Chat, folded: boolean): { lines: number; called: boolean } {
  const seen = useRef<number | undefined>(undefined);
  const told = useRef<number | undefined>(undefined);
  const lines = chat.lines.value;
  const latest = lines.at(-1)?.id ?? 0;
  const ready = chat.state.value !== 'loading';
  if (!folded || (seen.current === undefined && ready)) seen.current = latest;
  const missed = lines.filter(({ id, who }) => id > (seen.current ?? latest) && who !== chat.who.value);
  useEffect(() => {
    if (told.current !== undefined)
      for (const line of lines)
        if (line.id > told.current && callsMe(line, chat)) say(t('chat.called', { name: line.name }));
    if (ready) told.current = latest;
  }, [latest, ready]);
  return { lines: missed.length, called: missed.some((line) => callsMe(line, chat)) };
}

const callsMe = ({ mentions, who }: ChatLine, chat: Chat): boolean =>
  who !== chat.who.value && (mentions?.some((one) => one.who === chat.who.value) ?? false);
