import { useEffect, useRef } from 'preact/hooks';
import { REACTIONS, type Reaction } from '../../shared/model/reaction.ts';
import { formatNumber } from '../ui/format.ts';
import { t, writing } from '../ui/i18n.ts';
import { openFlow } from './flow.ts';
import { Sign } from './icons.tsx';
import type { Reactions } from './reactions.ts';

/** Milliseconds between two reactions while a button is held. */
const HOLD_MS = 160;
const NOT_FOR_KEYS = 'input, textarea, select, [contenteditable], [role=dialog], [role=listbox]';

/** Five reactions by button or by the keys 1 to 5, held for more; what everybody sends rises above. */
export function ReactionBar({ reactions }: { reactions: Reactions }) {
  const sky = useRef<HTMLDivElement>(null);
  const recent = reactions.recent.value;
  useEffect(() => {
    const flow = openFlow(sky.current!, reactions);
    const key = (event: KeyboardEvent): void => {
      const { target, code, ctrlKey, altKey, metaKey } = event;
      const kind = REACTIONS[['Digit1', 'Digit2', 'Digit3', 'Digit4', 'Digit5'].indexOf(code)];
      if (!kind || ctrlKey || altKey || metaKey) return;
      if (target instanceof Element && target.closest(NOT_FOR_KEYS)) return;
      reactions.react(kind);
    };
    addEventListener('keydown', key);
    return () => {
      removeEventListener('keydown', key);
      flow.dispose();
    };
  }, [reactions]);
  return (
    <div class="reactions" role="group" aria-label={t('react.title')}>
      <div ref={sky} class="reaction-sky" aria-hidden="true" />
      {REACTIONS.map((kind, index) => (
        <ReactionButton
          key={kind}
          kind={kind}
          hint={String(index + 1)}
          count={recent[kind] ?? 0}
          onReact={() => reactions.react(kind)}
        />
      ))}
    </div>
  );
}

type ButtonProps = { kind: Reaction; hint: string; count: number; onReact(): void };

function ReactionButton({ kind, hint, count, onReact }: ButtonProps) {
  const held = useRef<ReturnType<typeof setInterval> | undefined>(undefined);
  const release = (): void => {
    clearInterval(held.current);
    held.current = undefined;
  };
  useEffect(() => release, []);
  return (
    <button
      type="button"
      class={`icon-button reaction ${kind}`}
      aria-label={
        count > 0 ? `${t(`react.${kind}`)} ${formatNumber(count, writing.value)}` : t(`react.${kind}`)
      }
      aria-keyshortcuts={hint}
      title={`${t(`react.${kind}`)} (${hint})`}
      onClick={onReact}
      onPointerDown={() => {
        release();
        held.current = setInterval(onReact, HOLD_MS);
      }}
      onPointerUp={release}
      onPointerLeave={release}
      onPointerCancel={release}
    >
      <Sign name={kind} />
      {count > 0 && <small>{formatNumber(count, writing.value)}</small>}
    </button>
  );
}
