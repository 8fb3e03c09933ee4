import type { linesAt } from './story.ts';

/** Lines of the talk as items of a list: who, and what. */
export function SaidLines({ lines }: { lines: ReturnType<typeof linesAt> }) {
  return (
    <>
      {lines.map(({ id, name, text }) => (
        <li key={id}>
          <b>
            <bdi>{name}</bdi>
          </b>{' '}
          <bdi>{text}</bdi>
        </li>
      ))}
    </>
  );
}
