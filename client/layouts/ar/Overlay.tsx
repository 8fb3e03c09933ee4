import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { formatNumber } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { t, writing } from '../../ui/i18n.ts';
import { Toasts } from '../../ui/toast.tsx';
import { BoardKeys } from '../../world/boards/BoardKeys.tsx';
import type { Keeping } from '../keeping.ts';
import { HandBar, PieceBar, TapeBar } from './Bars.tsx';
import { standBoard } from './board.ts';
import { hintOf } from './hints.ts';
import { Kept } from './Kept.tsx';
import { Picker } from './Picker.tsx';
import { Picture } from './Picture.tsx';
import { Pieces } from './Pieces.tsx';
import type { ArParts, Open, OverlayProps } from './parts.ts';
import type { Placing } from './placing.ts';
import { Tools } from './Tools.tsx';
import type { RoomView } from './view.ts';

type Props = {
  parts: ArParts;
  placing: Placing;
  keeping: Keeping;
  view: ReadonlySignal<RoomView | undefined>;
};

/** The interface over one's own room, or on a board in it where it can't lie over the picture; its first child takes the fingers. */
export function Overlay({ parts, placing, keeping, view }: Props) {
  const open = useSignal<Open>(undefined);
  const shell = useRef<HTMLDivElement>(null);
  const now = view.value;
  const stands = now !== undefined && !now.ar.overlaid;
  useLayoutEffect(() => {
    if (!now || !stands) return;
    const board = standBoard(now, shell.current!);
    now.setBoard(board);
    return board.dispose;
  }, [now]);
  return (
    <>
      <div class="ar-ground" />
      <div ref={shell} class={stands ? 'ar-shell board' : 'ar-shell'}>
        {now && <Within {...{ parts, placing, keeping, open }} view={now} />}
        <Toasts />
        {stands && <BoardKeys root={shell} />}
      </div>
    </>
  );
}

function Within(props: OverlayProps) {
  const { parts, placing, view, open } = props;
  const close = (): void => {
    open.value = undefined;
  };
  const { Cart } = parts;
  const stands = !view.ar.overlaid;
  return (
    <>
      <Head {...props} />
      <div class={stands ? 'ar-body board-body' : 'ar-body'}>
        {open.value === undefined && (
          <section class="ar-foot panel" aria-label={t('ar.view')}>
            {stands && <Pieces {...props} />}
            <Bar {...props} />
            <Tools {...props} />
          </section>
        )}
        {open.value === 'picker' && <Picker {...props} onClose={close} />}
        {open.value === 'picture' && <Picture placing={placing} view={view} onClose={close} />}
        <Kept {...props} onClose={close} />
        {open.value === 'cart' && <Cart onClose={close} onward={stands} />}
      </div>
    </>
  );
}

function Head({ parts, placing, view, open }: OverlayProps) {
  const count = parts.cartCount.value;
  return (
    <header class="ar-head">
      <button type="button" class="pill" aria-label={t('ar.leave')} onClick={() => void view.end()}>
        <Icon name="close" />
        <span>{t('ar.leave')}</span>
      </button>
      <button
        type="button"
        class="pill strong"
        aria-label={t('cart.open', { count })}
        aria-expanded={open.value === 'cart'}
        onClick={() => {
          open.value = open.value === 'cart' ? undefined : 'cart';
        }}
      >
        <Icon name="cart" />
        {count > 0 && <b>{formatNumber(count, writing.value)}</b>}
      </button>
      {open.value === undefined && (
        <p class="ar-hint" role="status" dir="auto">
          {hintOf(placing, view)}
        </p>
      )}
    </header>
  );
}

/** What one can do now: with what one holds, with the tape, or with the selected piece. */
function Bar(props: OverlayProps) {
  const { placing, view } = props;
  if (view.measuring.value) return <TapeBar {...props} />;
  if (placing.held.value) return <HandBar {...props} />;
  if (placing.chosen.value) return <PieceBar key={placing.chosen.value.id} {...props} />;
  const laid = view.laidOut.value;
  if (laid !== 'guessed' && laid !== 'waiting') return null;
  return (
    <div class="ar-bar">
      <p>{t(laid === 'waiting' ? 'ar.waiting' : 'ar.back', { count: placing.pieces.value.length })}</p>
      <button type="button" class="quiet" onClick={view.layHere}>
        {t('ar.layHere')}
      </button>
    </div>
  );
}
