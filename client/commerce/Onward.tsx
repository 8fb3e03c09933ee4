import './onward.css';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from '../ui/i18n.ts';
import { Qr } from '../ui/Qr.tsx';
import { sayError } from '../ui/toast.tsx';
import type { Basket } from './basket.ts';

type State = 'none' | 'waits' | 'taken' | 'paid';
type Given = { code: string; state: State; number: string };

/** Milliseconds between two looks at what became of the cart. */
const LOOK_MS = 300;

/** Finishes a purchase on another device: a code that takes the cart along, and here what becomes of it there. */
export function Onward({ basket }: { basket: Basket }) {
  const given = useSignal<Given | undefined>(undefined);
  const give = async (): Promise<void> => {
    try {
      const { code } = await basket.api.ask<{ code: string }>('POST', '/api/handover');
      given.value = { code, state: 'waits', number: '' };
    } catch (error) {
      sayError(error);
    }
  };
  const { code, state = 'none' } = given.value ?? {};
  const isUnderWay = state === 'waits' || state === 'taken';
  useEffect(() => {
    if (!isUnderWay) return;
    return follow(async () => {
      const now = await basket.api.ask<{ state: State; number: string }>('GET', '/api/handover');
      if (!given.value || given.value.code !== code) return;
      given.value = { ...given.value, ...now };
      if (now.state === 'paid') await basket.refresh();
    });
  }, [code, isUnderWay]);
  if (!given.value)
    return basket.count.value > 0 ? (
      <div class="onward">
        <button type="button" class="quiet wide" onClick={() => void give()}>
          {t('onward.offer')}
        </button>
      </div>
    ) : null;
  return (
    <section class="onward open" aria-label={t('onward.offer')}>
      <Told given={given.value} onAgain={() => void give()} />
      <button
        type="button"
        class="choice"
        onClick={() => {
          given.value = undefined;
        }}
      >
        {t('nav.close')}
      </button>
    </section>
  );
}

function Told({ given: { code, state, number }, onAgain }: { given: Given; onAgain(): void }) {
  switch (state) {
    case 'waits':
      return (
        <>
          <h3>{t('onward.offer')}</h3>
          <Qr text={`${location.origin}/checkout#cart=${code}`} label={t('onward.scan')} />
          <p>{t('onward.how', { address: `${location.host}/checkout` })}</p>
          <p class="onward-code" dir="ltr">
            {code.slice(0, 5)}-{code.slice(5)}
          </p>
        </>
      );
    case 'taken':
      return (
        <p role="status" class="onward-told">
          {t('onward.taken')}
        </p>
      );
    case 'paid':
      return (
        <div role="status" class="onward-told">
          <h3>{t('onward.paid')}</h3>
          <p class="order-number" dir="ltr">
            {number}
          </p>
        </div>
      );
    case 'none':
      return (
        <>
          <p role="status" class="onward-told">
            {t('onward.old')}
          </p>
          <button type="button" class="primary" onClick={onAgain}>
            {t('onward.again')}
          </button>
        </>
      );
  }
}

/** Looks again and again, one look at a time, until the returned undo; a look that fails is made again. */
function follow(look: () => Promise<void>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;
  const next = async (): Promise<void> => {
    await look().catch(() => undefined);
    if (!over) timer = setTimeout(() => void next(), LOOK_MS);
  };
  void next();
  return () => {
    over = true;
    clearTimeout(timer);
  };
}
