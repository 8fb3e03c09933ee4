import type { Refusal } from '../../shared/wire/refusal.ts';
import { sayAtDesk } from './deskWords.ts';
import { t } from './i18n.ts';

type WaitingProps = {
  refusal?: Refusal | undefined;
  onRetry(): void;
};

/** A page of staff before it is open: that it is being opened, or why it is not and what to do. */
export function Waiting({ refusal, onRetry }: WaitingProps) {
  const words = refusal && sayAtDesk(refusal);
  return (
    <main class="waiting">
      <p class="brand">Vitrine</p>
      <p role={words ? 'alert' : 'status'}>{words ?? t('studio.connecting')}</p>
      {words && (
        <p class="verbs">
          {refusal && (
            <button type="button" class="primary" onClick={onRetry}>
              {t('lobby.again')}
            </button>
          )}
          <a class="quiet link" href="/lobby">
            {t('places.all')}
          </a>
        </p>
      )}
    </main>
  );
}
