import { useSignal } from '@preact/signals';
import type { LowerThird } from '../../shared/model/shots.ts';
import { SelectField } from '../ui/Field.tsx';
import { t } from '../ui/i18n.ts';
import type { Desk } from './desk.ts';

/** Products that may stand on a card, ready to be read. */
export type Card = { slug: string; lower: LowerThird };

/** Words low in the picture: a name, or a product's card. They come with the next picture, or at once while they are on air already. */
export function LowerThirdForm({ desk, cards }: { desk: Desk; cards: readonly Card[] }) {
  const title = useSignal('');
  const line = useSignal('');
  const picture = useSignal('');
  const on = desk.next.value.lower !== undefined;
  const apply = (): void => {
    const words = { title: title.value.trim(), line: line.value.trim(), picture: picture.value };
    desk.caption(words.title ? words : undefined);
  };
  const pick = (slug: string): void => {
    const card = cards.find((one) => one.slug === slug);
    title.value = card?.lower.title ?? '';
    line.value = card?.lower.line ?? '';
    picture.value = card?.lower.picture ?? '';
    if (on) apply();
  };
  const field = (id: string, label: string, value: typeof title, max: number) => (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        dir="auto"
        maxLength={max}
        value={value}
        onInput={(event) => {
          value.value = event.currentTarget.value;
          if (on) apply();
        }}
      />
    </div>
  );
  return (
    <fieldset class="lower">
      <legend>{t('studio.lower')}</legend>
      {cards.length > 0 && (
        <SelectField
          name="card"
          label={t('studio.lowerProduct')}
          options={[
            ['', t('studio.lowerOwn')],
            ...cards.map(({ slug, lower }): [string, string] => [slug, lower.title]),
          ]}
          onChange={pick}
        />
      )}
      {field('lower-title', t('studio.lowerTitle'), title, 60)}
      {field('lower-line', t('studio.lowerLine'), line, 80)}
      <label class="check">
        <input
          type="checkbox"
          checked={on}
          disabled={!title.value.trim()}
          onChange={(event) => (event.currentTarget.checked ? apply() : desk.caption(undefined))}
        />
        {t('studio.lowerOn')}
      </label>
      <p class="hint">{t('studio.lowerHint')}</p>
    </fieldset>
  );
}
