import type { Refusal } from '../../shared/wire/refusal.ts';
import { sayRefusal, t } from './i18n.ts';

type TroubleProps = {
  refusal: Pick<Refusal, 'code' | 'detail'>;
  /** What it says, unless the usual. */
  words?: string;
  onRetry(): void;
};

/** What could not be had, in the place where it belongs, and the way to try again. */
export function Trouble({ refusal, words = sayRefusal(refusal), onRetry }: TroubleProps) {
  return (
    <div class="problem" role="alert">
      <span>{words}</span>
      <button type="button" class="quiet" onClick={onRetry}>
        {t('lobby.again')}
      </button>
    </div>
  );
}
