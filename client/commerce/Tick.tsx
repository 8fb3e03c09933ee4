import { useOwnId } from '../ui/ownId.ts';
import type { FieldKey } from './draft.ts';

type TickProps = {
  label: string;
  checked: boolean;
  at?: FieldKey;
  fault?: string | undefined;
  onTick(on: boolean): void;
};

/** Something one may tick, and what is wrong while it must be ticked. */
export function Tick({ label, checked, at, fault, onTick }: TickProps) {
  const id = useOwnId();
  return (
    <div class={fault ? 'tick wrong' : 'tick'}>
      <label class="check">
        <input
          type="checkbox"
          checked={checked}
          data-field={at}
          aria-invalid={fault !== undefined}
          aria-describedby={fault && id}
          onChange={(event) => onTick(event.currentTarget.checked)}
        />
        <span>{label}</span>
      </label>
      {fault && (
        <p id={id} class="fault">
          {fault}
        </p>
      )}
    </div>
  );
}
