import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { REPORT_REASONS } from '../../shared/model/moderation.ts';
import { t } from '../ui/i18n.ts';
import { say, sayError } from '../ui/toast.tsx';
import type { Chat } from './chat.ts';
import { Sign } from './icons.tsx';

/** Somebody, and perhaps the line of theirs that it is about. */
export type Meant = { session: string; name: string; line?: number };

type ToolsProps = {
  chat: Chat;
  meant: Meant;
  /** Answers the line, calls the person; where there is a line to write. */
  onReply?: (() => void) | undefined;
  onMention?: (() => void) | undefined;
  /** Neither hears nor reads somebody any more, where that is possible. */
  onBlock?: ((session: string) => Promise<void>) | undefined;
  onClose(): void;
};

type Step = 'verbs' | 'report' | 'mute' | 'remove' | 'ban';
/** Minutes for which somebody may be muted, and days for which one may be kept out; none is until lifted. */
const MUTES = [5, 60, undefined] as const;
const BANS = [1, 7, 30, undefined] as const;

/** What one can do about somebody: answer, call, block, report; and what staff can. Escape closes it. */
export function PersonTools(props: ToolsProps) {
  const { chat, meant, onClose } = props;
  const step = useSignal<Step>('verbs');
  const box = useRef<HTMLElement>(null);
  const target = meant.line === undefined ? { visitor: meant.session } : { line: meant.line };
  useLayoutEffect(() => box.current?.querySelector<HTMLElement>('button, input')?.focus(), [step.value]);
  const ask = async (asked: Promise<unknown>, done: string): Promise<void> => {
    try {
      await asked;
      say(done);
      onClose();
    } catch (error) {
      sayError(error);
    }
  };
  const { name } = meant;
  const back = (): void => {
    if (step.value === 'verbs') onClose();
    else step.value = 'verbs';
  };
  return (
    <section
      ref={box}
      class="person-tools"
      role="group"
      aria-label={t('tools.about', { name })}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape') back();
      }}
    >
      {step.value === 'verbs' && (
        <Verbs {...props} target={target} ask={ask} go={(to) => (step.value = to)} />
      )}
      {step.value === 'mute' && (
        <div class="tool-verbs">
          {MUTES.map((minutes) => (
            <Verb
              key={minutes ?? 0}
              onClick={() => void ask(chat.order.mute(target, minutes), t('tools.muted', { name }))}
            >
              {minutes === undefined ? t('tools.mute.lifted') : t('tools.mute.minutes', { minutes })}
            </Verb>
          ))}
        </div>
      )}
      {step.value === 'report' && (
        <Reason
          choices
          label={t('tools.report.words')}
          send={t('tools.report.send')}
          onSend={(words, reason) => void ask(chat.order.report(target, reason, words), t('tools.reported'))}
        />
      )}
      {step.value === 'remove' && (
        <Reason
          label={t('tools.reason')}
          send={t('tools.remove.send')}
          onSend={(words) => void ask(chat.order.remove(target, words), t('tools.removed', { name }))}
        />
      )}
      {step.value === 'ban' && (
        <Reason
          label={t('tools.reason')}
          send={t('tools.ban.send')}
          spans={BANS}
          onSend={(words, _, days) =>
            void ask(chat.order.ban(target, words, days), t('tools.banned', { name }))
          }
        />
      )}
      <Verb onClick={back}>{t(step.value === 'verbs' ? 'nav.close' : 'tools.back')}</Verb>
    </section>
  );
}

type VerbsProps = ToolsProps & {
  target: Parameters<Chat['order']['mute']>[0];
  ask(asked: Promise<unknown>, done: string): Promise<void>;
  go(step: Step): void;
};

function Verbs({ chat, meant, target, onReply, onMention, onBlock, ask, go }: VerbsProps) {
  const { name, session, line } = meant;
  const { staff } = chat.now();
  const self = chat.isSelf(session);
  const { order } = chat;
  return (
    <div class="tool-verbs">
      {onReply && <Verb onClick={onReply}>{t('tools.reply')}</Verb>}
      {onMention && !self && <Verb onClick={onMention}>{t('tools.mention')}</Verb>}
      {onBlock && !self && (
        <Verb onClick={() => void ask(onBlock(session), t('tools.blocked', { name }))}>
          {t('voice.block')}
        </Verb>
      )}
      {!self && <Verb onClick={() => go('report')}>{t('tools.report')}</Verb>}
      {staff && line !== undefined && (
        <Verb onClick={() => void ask(order.removeLine(line), t('tools.lineRemoved'))}>
          {t('tools.removeLine')}
        </Verb>
      )}
      {staff && !self && (
        <>
          <Verb onClick={() => go('mute')}>{t('tools.mute')}</Verb>
          <Verb onClick={() => void ask(order.mute(target, 0), t('tools.unmuted', { name }))}>
            {t('tools.unmute')}
          </Verb>
          {chat.isHere(session) && (
            <Verb onClick={() => void ask(order.muteVoice(session), t('tools.voiceMuted', { name }))}>
              {t('tools.muteVoice')}
            </Verb>
          )}
          <Verb onClick={() => go('remove')}>{t('tools.remove')}</Verb>
          <Verb onClick={() => go('ban')}>{t('tools.ban')}</Verb>
        </>
      )}
    </div>
  );
}

function Verb({ onClick, children }: { onClick(): void; children: ComponentChildren }) {
  return (
    <button type="button" class="quiet" onClick={onClick}>
      {children}
    </button>
  );
}

type ReasonProps = {
  label: string;
  send: string;
  /** A report has a kind; its words may be left out. */
  choices?: boolean;
  /** Days to choose from; undefined: until lifted. */
  spans?: readonly (number | undefined)[];
  onSend(words: string, reason: (typeof REPORT_REASONS)[number], days: number | undefined): void;
};

function Reason({ label, send, choices = false, spans, onSend }: ReasonProps) {
  const days = useSignal(spans?.[0]);
  const reason = useSignal<(typeof REPORT_REASONS)[number]>('spam');
  const words = useSignal('');
  return (
    <form
      class="tool-form"
      onSubmit={(event) => {
        event.preventDefault();
        onSend(words.value.trim(), reason.value, days.value);
      }}
    >
      {choices &&
        REPORT_REASONS.map((each) => (
          <label key={each} class="check">
            <input
              type="radio"
              name="reason"
              checked={reason.value === each}
              onChange={() => (reason.value = each)}
            />
            <span>{t(`report.${each}`)}</span>
          </label>
        ))}
      <label class="field">
        <span>{label}</span>
        <input
          dir="auto"
          autocomplete="off"
          maxLength={200}
          required={!choices}
          value={words}
          onInput={(event) => {
            words.value = event.currentTarget.value;
          }}
        />
      </label>
      {spans && (
        <label class="field">
          <span>{t('tools.ban.span')}</span>
          <select
            value={days.value ?? ''}
            onChange={(event) => {
              days.value = Number(event.currentTarget.value) || undefined;
            }}
          >
            {spans.map((span) => (
              <option key={span ?? 0} value={span ?? ''}>
                {span === undefined ? t('tools.mute.lifted') : t('tools.ban.days', { days: span })}
              </option>
            ))}
          </select>
        </label>
      )}
      <button type="submit" class="primary">
        {send}
      </button>
    </form>
  );
}

type MenuProps = Pick<ToolsProps, 'chat' | 'meant' | 'onBlock'>;

/** The button beside somebody's name that opens what one can do about them. */
export function PersonMenu({ chat, meant, onBlock }: MenuProps) {
  const open = useSignal(false);
  const button = useRef<HTMLButtonElement>(null);
  if (chat.isSelf(meant.session)) return null;
  return (
    <>
      <button
        ref={button}
        type="button"
        class="icon-button"
        aria-label={t('tools.open', { name: meant.name })}
        aria-expanded={open.value}
        onClick={() => (open.value = !open.value)}
      >
        <Sign name="more" />
      </button>
      {open.value && (
        <PersonTools
          chat={chat}
          meant={meant}
          onBlock={onBlock}
          onClose={() => {
            open.value = false;
            button.current?.focus();
          }}
        />
      )}
    </>
  );
}
