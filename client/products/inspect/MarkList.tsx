import { useEffect, useRef } from 'preact/hooks';
import type { Hotspot } from '../../../shared/model/authoring.ts';
import { inLanguage } from '../../../shared/model/localText.ts';
import { formatNumber } from '../../ui/format.ts';
import { language, t, writing } from '../../ui/i18n.ts';
import type { Inspection } from './inspection.ts';

/** The marks of a product as a list: what each opens, and the way there. */
export function MarkList({ it }: { it: Inspection }) {
  const marks = it.sheet.value!.authoring.hotspots;
  return (
    <>
      {it.hand.value && (
        <label class="check">
          <input
            type="checkbox"
            checked={it.marksShown.value}
            onChange={(event) => it.setMarksShown(event.currentTarget.checked)}
          />
          {t('inspect.marksShown')}
        </label>
      )}
      <ol class="mark-list">
        {marks.map((mark, index) => (
          <Mark key={mark.id} it={it} mark={mark} number={index + 1} />
        ))}
      </ol>
    </>
  );
}

function Mark({ it, mark, number }: { it: Inspection; mark: Hotspot; number: number }) {
  const item = useRef<HTMLLIElement>(null);
  const open = it.mark.value === mark.id;
  useEffect(() => {
    if (open) item.current?.scrollIntoView({ block: 'nearest' });
  }, [open]);
  const title = inLanguage(mark.title, language.value);
  const far = mark.to && Math.hypot(...mark.to.map((value, axis) => value - mark.at[axis]!));
  return (
    <li ref={item} class={open ? 'open' : ''}>
      <button type="button" class="row" aria-current={open} onClick={() => it.openMark(mark.id)}>
        <i aria-hidden="true">{formatNumber(number, writing.value)}</i>
        <span class="visually-hidden">{t('inspect.goThere', { title })}</span>
        <b aria-hidden="true" dir="auto">
          {title}
        </b>
        {far !== undefined && <small>{it.length(far * 1000)}</small>}
      </button>
      <p dir="auto">{inLanguage(mark.text, language.value)}</p>
      {open && mark.file && mark.kind === 'film' && (
        // biome-ignore lint/a11y/useMediaCaption: what is said in it stands in the text beside it
        <video controls preload="metadata" playsInline src={mark.file} aria-label={title} />
      )}
      {mark.file && mark.kind === 'picture' && <img src={mark.file} alt={title} loading="lazy" />}
    </li>
  );
}
