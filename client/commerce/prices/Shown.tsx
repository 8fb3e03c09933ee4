import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Refusal } from '../../../shared/wire/refusal.ts';
import { sayAtDesk } from '../../ui/deskWords.ts';
import { Trouble } from '../../ui/Trouble.tsx';
import type { Loaded } from './loaded.ts';

type ShownProps<T> = { of: Loaded<T>; children(known: T): ComponentChildren };

/** What is fetched, as soon as it is there: some rows on their way before, and what went wrong above it. */
export function Shown<T>({ of, children }: ShownProps<T>) {
  useEffect(() => void of.load(), [of]);
  const [known, refusal] = [of.known.value, of.trouble.value];
  return (
    <>
      <Failed refusal={refusal} onRetry={() => void of.load()} />
      {known !== undefined ? children(known) : !refusal && <Coming />}
    </>
  );
}

/** Why something could not be had, and the way to try again; nothing while all is well. */
export function Failed({ refusal, onRetry }: { refusal: Refusal | undefined; onRetry(): void }) {
  return refusal ? <Trouble refusal={refusal} words={sayAtDesk(refusal)} onRetry={onRetry} /> : null;
}

/** Rows on their way. */
export const Coming = () => (
  <div class="rows" aria-busy="true">
    {[1, 2, 3, 4].map((row) => (
      <div key={row} class="skeleton" />
    ))}
  </div>
);
