import { computed, type ReadonlySignal, useComputed, useSignal } from '@preact/signals';
import { useLayoutEffect, useMemo } from 'preact/hooks';
import { isOpen } from '../../shared/model/showroom.ts';
import { formatLeft, untilNextTick } from './countdown.ts';
import { formatOpening, ownLocale } from './format.ts';
import { language, t } from './i18n.ts';

/** The time by which doors open; undefined before the server has told it. */
type Clock = (() => number) | undefined;

/** An opening that is still to come: when, what is left of the wait (milliseconds), and whether one has to wait oneself. */
export type Coming = { at: number; left: ReadonlySignal<number>; closed: boolean };

/** Follows an opening while it is shown; undefined once it has come, by itself. Staff may come in before. */
export function useOpening(opensAt: number | null, now: Clock, staff = false): Coming | undefined {
  const left = useSignal(leftOf(opensAt, now));
  useLayoutEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tick = (): void => {
      left.value = leftOf(opensAt, now);
      if (left.value > 0) timer = setTimeout(tick, untilNextTick(left.value));
    };
    tick();
    return () => clearTimeout(timer);
  }, [opensAt, now]);
  const coming = useComputed(() => left.value > 0).value;
  const closed = useMemo(() => computed(() => !isOpen(left.value, 0, staff)), [staff]).value;
  return opensAt !== null && coming ? { at: opensAt, left, closed } : undefined;
}

const leftOf = (opensAt: number | null, now: Clock): number =>
  opensAt === null || !now ? 0 : Math.max(0, opensAt - now());

/** When it opens, in the reader's own zone and format, and what is left until then; nobody is told of each second. */
export function Opening({ at, left }: Pick<Coming, 'at' | 'left'>) {
  const when = formatOpening(at, left.peek(), ownLocale(language.value));
  return (
    <span class="opening">
      <span>{t('lobby.opens', { when })}</span>
      <Left left={left} />
    </span>
  );
}

/** What is left until then: read by who looks, called out to nobody. */
export function Left({ left }: Pick<Coming, 'left'>) {
  const time = formatLeft(left.value, ownLocale(language.value));
  return (
    <b role="timer" aria-live="off">
      {t('opening.in', { time })}
    </b>
  );
}
