import type { ComponentChildren } from 'preact';

type NothingProps = { words: string; children: ComponentChildren };

/** That there is nothing yet: what will be here, and the next step. */
export function Nothing({ words, children }: NothingProps) {
  return (
    <div class="nothing">
      <p>{words}</p>
      {children}
    </div>
  );
}
