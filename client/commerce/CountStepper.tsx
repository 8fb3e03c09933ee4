import { formatNumber } from '../ui/format.ts';
import { Icon } from '../ui/Icon.tsx';
import { t, writing } from '../ui/i18n.ts';

type StepperProps = {
  /** Of what. */
  name: string;
  label: string;
  count: number;
  most: number;
  /** Fewest that can be chosen; 0 unless told. */
  least?: number;
  onCount(count: number): void;
};

/** How many: one less, one more. */
export function CountStepper({ name, label, count, most, least = 0, onCount }: StepperProps) {
  return (
    <div class="stepper" role="group" aria-label={label}>
      <button
        type="button"
        class="icon-button"
        aria-label={t('cart.less', { name })}
        disabled={count <= least}
        onClick={() => onCount(count - 1)}
      >
        <Icon name="minus" />
      </button>
      <output>{formatNumber(count, writing.value)}</output>
      <button
        type="button"
        class="icon-button"
        aria-label={t('cart.more', { name })}
        disabled={count >= most}
        onClick={() => onCount(count + 1)}
      >
        <Icon name="plus" />
      </button>
    </div>
  );
}
