import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { ChatLine } from '../../shared/wire/engagement.ts';
import { t } from '../ui/i18n.ts';
import { sayError } from '../ui/toast.tsx';
import type { Chat } from './chat.ts';
import { colourOf } from './colours.ts';
import { Sign } from './icons.tsx';
import { piecesOf } from './said.ts';

type LinesProps = { chat: Chat; onAbout(line: ChatLine): void };

/** Pixels from the end within which one counts as being at it. */
const END_PIXELS = 24;

/** The lines, oldest first. Arrows go from line to line, Enter opens what one can do about one; the way back to the newest is shown when one has scrolled up. */
export function Lines({ chat, onAbout }: LinesProps) {
  const list = useRef<HTMLOListElement>(null);
  const away = useSignal(false);
  const active = useSignal<number | undefined>(undefined);
  const held = useRef<{ id: number; top: number } | undefined>(undefined);
  const lines = chat.lines.value;
  const latest = lines.at(-1)?.id;
  const first = lines[0]?.id;
  useLayoutEffect(() => {
    // Older lines came above: what one reads stays where it is.
    const kept = held.current && list.current?.querySelector<HTMLElement>(`#line-${held.current.id}`);
    if (kept) list.current!.scrollTop += kept.offsetTop - held.current!.top;
    held.current = undefined;
  }, [first]);
  useEffect(() => {
    if (!away.value) toEnd(list.current);
  }, [latest, chat.state.value]);
  const older = (): void => {
    const top = list.current?.querySelector<HTMLElement>(`#line-${first}`)?.offsetTop;
    if (first !== undefined && top !== undefined) held.current = { id: first, top };
    void chat.older().catch(sayError);
  };
  const current = lines.some(({ id }) => id === active.value) ? active.value : latest;
  const key = (event: KeyboardEvent): void => {
    const at = lines.findIndex(({ id }) => id === current);
    const next = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: lines.length - 1 }[event.key];
    if (next === undefined || !lines[next]) return;
    event.preventDefault();
    event.stopPropagation();
    active.value = lines[next].id;
    const line = list.current?.querySelector(`#line-${lines[next].id}`);
    line?.scrollIntoView({ block: 'nearest' });
    line?.querySelector<HTMLElement>('.line-menu')?.focus();
  };
  const goTo = (id: number): void => {
    const line = list.current?.querySelector(`#line-${id}`);
    line?.scrollIntoView({ block: 'center' });
    line?.querySelector<HTMLElement>('.line-menu')?.focus();
    active.value = id;
  };
  if (chat.state.value === 'loading') return <div class="skeleton chat-skeleton" aria-busy="true" />;
  if (lines.length === 0) return <p class="empty">{t('chat.empty')}</p>;
  return (
    <div class="lines-frame">
      <ol
        ref={list}
        class="chat-lines"
        aria-label={t('nav.chat')}
        aria-live="polite"
        tabIndex={0}
        onKeyDown={key}
        onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
          away.value = scrollHeight - clientHeight - scrollTop > END_PIXELS;
        }}
      >
        {chat.more.value && (
          <li class="older">
            <button type="button" class="quiet wide" onClick={older}>
              {t('chat.older')}
            </button>
          </li>
        )}
        {lines.map((line) => (
          <Line
            key={line.id}
            line={line}
            me={chat.who.value}
            reachable={line.id === current}
            known={(id) => lines.some((other) => other.id === id)}
            onGoTo={goTo}
            onAbout={() => {
              active.value = line.id;
              onAbout(line);
            }}
          />
        ))}
      </ol>
      {away.value && (
        <button type="button" class="pill to-newest" onClick={() => toEnd(list.current)}>
          {t('chat.newest')}
        </button>
      )}
    </div>
  );
}

const toEnd = (list: HTMLElement | null): void => {
  if (list) list.scrollTop = list.scrollHeight;
};

type LineProps = {
  line: ChatLine;
  me: string;
  /** The keyboard comes to one line of all. */
  reachable: boolean;
  known(id: number): boolean;
  onGoTo(id: number): void;
  onAbout(): void;
};

function Line({ line, me, reachable, known, onGoTo, onAbout }: LineProps) {
  const { id, who, name, text, role, reply, mentions } = line;
  const called = mentions?.some((one) => one.who === me) && who !== me;
  const mark = role && t(`chat.role.${role}`);
  const kind = [who === me && 'mine', called && 'called', role && 'staff'].filter(Boolean).join(' ');
  return (
    <li id={`line-${id}`} class={kind}>
      {reply && (
        <button
          type="button"
          class="quote"
          tabIndex={reachable ? 0 : -1}
          disabled={!known(reply.id)}
          title={t('chat.goToQuote', { name: reply.name })}
          onClick={() => onGoTo(reply.id)}
        >
          <Sign name="reply" />
          <bdi>{reply.name}</bdi> <bdi>{reply.text}</bdi>
        </button>
      )}
      <p>
        <b class={`name-${colourOf(who)}`}>
          <bdi>{name}</bdi>
        </b>{' '}
        {mark && mark !== name && <small class="staff-mark">{mark}</small>}{' '}
        <bdi>
          {piecesOf(text, mentions, role !== undefined).map(({ kind, text: piece }, index) => {
            if (kind === 'mention') return <mark key={index}>{piece}</mark>;
            if (kind === 'link')
              return (
                <a key={index} href={piece} target="_blank" rel="noopener noreferrer nofollow" dir="ltr">
                  {piece}
                </a>
              );
            return piece;
          })}
        </bdi>
      </p>
      <button
        type="button"
        class="icon-button line-menu"
        tabIndex={reachable ? 0 : -1}
        aria-label={t('tools.openLine', { name })}
        onClick={onAbout}
      >
        <Sign name="more" />
      </button>
    </li>
  );
}
