import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Quote } from '../../shared/wire/engagement.ts';
import { CHAT_MAX } from '../../shared/wire/limits.ts';
import { Icon } from '../ui/Icon.tsx';
import { t } from '../ui/i18n.ts';
import { useOwnId } from '../ui/ownId.ts';
import { toRefusal } from '../ui/report.ts';
import { sayError } from '../ui/toast.tsx';
import type { Chat } from './chat.ts';
import { callAt, namesFor } from './said.ts';

type ComposerProps = {
  chat: Chat;
  draft: Signal<string>;
  /** The line that is being answered. */
  answering: Signal<Quote | undefined>;
  /** Rises when the keyboard is to come here. */
  wanted: Signal<number>;
};

/** Where one writes: names are completed after an @, an answer shows what it answers, slow mode counts down. */
export function Composer({ chat, draft, answering, wanted }: ComposerProps) {
  const { slow, muted, staff } = chat.now();
  const input = useRef<HTMLInputElement>(null);
  const id = useOwnId();
  const names = useSignal<string[]>([]);
  const chosen = useSignal(0);
  const wait = useWait();
  const offline = chat.state.value === 'offline';
  useLayoutEffect(() => {
    if (wanted.value > 0) input.current?.focus();
  }, [wanted.value]);
  const look = (): void => {
    const { value, selectionStart } = input.current!;
    draft.value = value;
    const call = callAt(value.slice(0, selectionStart ?? value.length));
    names.value = call ? namesFor(call.begun, chat.names()) : [];
    chosen.value = 0;
  };
  const complete = (name: string): void => {
    const { value, selectionStart } = input.current!;
    const caret = selectionStart ?? value.length;
    const call = callAt(value.slice(0, caret));
    if (call) draft.value = `${value.slice(0, call.at)}@${name} ${value.slice(caret)}`.slice(0, CHAT_MAX);
    names.value = [];
    input.current!.focus();
  };
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    const text = draft.value.trim();
    if (!text || wait.left.value > 0) return;
    const reply = answering.value;
    [draft.value, answering.value, names.value] = ['', undefined, []];
    try {
      await chat.say(text, reply?.id);
      if (slow > 0 && !staff) wait.begin(slow);
    } catch (error) {
      if (!draft.value) [draft.value, answering.value] = [text, reply];
      const { code, detail } = toRefusal(error);
      if (code === 'slow-mode') wait.begin(Number(detail) || slow);
      else sayError(error);
    }
  };
  const key = (event: KeyboardEvent): void => {
    const count = names.value.length;
    if (event.key === 'Escape' && (count > 0 || answering.value)) {
      event.stopPropagation();
      if (count > 0) names.value = [];
      else answering.value = undefined;
    }
    if (count === 0) return;
    const step = { ArrowDown: 1, ArrowUp: count - 1 }[event.key];
    if (step !== undefined) chosen.value = (chosen.value + step) % count;
    else if (event.key === 'Enter' || event.key === 'Tab') complete(names.value[chosen.value]!);
    else return;
    event.preventDefault();
  };
  const hint = muted
    ? t('chat.muted')
    : offline
      ? t('chat.offline')
      : wait.left.value > 0
        ? t('chat.wait', { seconds: wait.left.value })
        : slow > 0
          ? t('chat.slow', { seconds: slow })
          : '';
  return (
    <form class="composer" onSubmit={(event) => void send(event)}>
      {answering.value && (
        <p class="answering">
          <bdi>{t('chat.answering', { name: answering.value.name })}</bdi>
          <button
            type="button"
            class="icon-button"
            aria-label={t('chat.noAnswer')}
            onClick={() => (answering.value = undefined)}
          >
            <Icon name="close" />
          </button>
        </p>
      )}
      {hint && (
        <p class="hint" id={`${id}-hint`} role="status">
          {hint}
        </p>
      )}
      {names.value.length > 0 && (
        <div class="names" id={`${id}-names`} role="listbox" aria-label={t('chat.names')}>
          {names.value.map((name, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the line of text
            // biome-ignore lint/a11y/useFocusableInteractive: the line of text keeps the keyboard
            <div
              key={name}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === chosen.value}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => complete(name)}
            >
              <bdi>{name}</bdi>
            </div>
          ))}
        </div>
      )}
      <div class="write">
        <input
          ref={input}
          role="combobox"
          dir="auto"
          autocomplete="off"
          aria-label={t('chat.placeholder')}
          aria-autocomplete="list"
          aria-expanded={names.value.length > 0}
          aria-controls={`${id}-names`}
          aria-activedescendant={names.value.length > 0 ? `${id}-${chosen.value}` : undefined}
          aria-describedby={hint ? `${id}-hint` : undefined}
          placeholder={t('chat.placeholder')}
          maxLength={CHAT_MAX}
          value={draft}
          disabled={muted || offline}
          onInput={look}
          onBlur={() => (names.value = [])}
          onKeyDown={key}
        />
        <button
          type="submit"
          class="icon-button"
          aria-label={t('chat.send')}
          disabled={muted || offline || wait.left.value > 0}
        >
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
}

/** Seconds that one still has to wait, counted down. */
function useWait() {
  const left = useSignal(0);
  const until = useRef(0);
  const timer = useRef<ReturnType<typeof setInterval> | undefined>(undefined);
  const look = (): void => {
    left.value = Math.max(0, Math.ceil((until.current - performance.now()) / 1000));
    if (left.value === 0) clearInterval(timer.current);
  };
  useEffect(() => () => clearInterval(timer.current), []);
  return {
    left,
    begin(seconds: number): void {
      until.current = performance.now() + seconds * 1000;
      clearInterval(timer.current);
      timer.current = setInterval(look, 250);
      look();
    },
  };
}
