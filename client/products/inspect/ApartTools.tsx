import type { ProductSheet } from '../../../shared/model/catalogue.ts';
import { inLanguage } from '../../../shared/model/localText.ts';
import { formatMoney } from '../../../shared/model/money.ts';
import { language, t, writing } from '../../ui/i18n.ts';
import { useOwnId } from '../../ui/ownId.ts';
import { AddButton } from './Buying.tsx';
import { comesOff, type PartEntry, partsOf } from './choices.ts';
import { InspectIcon } from './icons.tsx';
import type { Inspection } from './inspection.ts';

type ApartProps = { it: Inspection; sheet: ProductSheet; onAdd(sku: string, ahead?: boolean): Promise<void> };

/** Taking a product apart, freely or step by step, and its parts: what each is, and how to buy another. */
export function ApartTools({ it, sheet, onAdd }: ApartProps) {
  const parts = partsOf(sheet);
  const picked = parts.find(({ ids }) => ids.includes(it.part.value));
  return (
    <>
      {it.hand.value && it.steps.value > 0 && <Steps it={it} sheet={sheet} />}
      {parts.length > 0 && (
        <>
          <h3>{t('inspect.parts')}</h3>
          <p class="hint" role="status">
            {picked
              ? t('inspect.partPicked', { name: inLanguage(picked.name, language.value) })
              : t('inspect.partsHint')}
          </p>
          {picked && it.hand.value && (
            <button type="button" class="quiet" onClick={() => it.pickPart('')}>
              {t('inspect.partGo')}
            </button>
          )}
          <ul class="part-list">
            {parts.map((part) => (
              <Part
                key={part.ids[0]}
                part={part}
                picked={part === picked}
                onPick={() => it.pickPart(part === picked ? '' : part.ids[0]!)}
                onAdd={onAdd}
              />
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Steps({ it, sheet }: { it: Inspection; sheet: ProductSheet }) {
  const id = useOwnId();
  const steps = it.steps.value;
  const share = it.explode.value;
  const step = Math.ceil(share * steps - 1e-6);
  const words =
    step === 0
      ? t('inspect.whole')
      : t('inspect.step', { step, steps, parts: comesOff(sheet, step, language.value) });
  const go = (to: number): void => it.slideTo(Math.min(steps, Math.max(0, to)) / steps);
  return (
    <div class="steps">
      <label for={id}>{t('inspect.apartHow')}</label>
      <input
        id={id}
        type="range"
        min="0"
        max="1"
        step={1 / steps / 50}
        value={share}
        aria-valuetext={words}
        onInput={(event) => it.setExplode(event.currentTarget.valueAsNumber)}
      />
      <div class="stepper">
        <button
          type="button"
          class="icon-button"
          aria-label={t('inspect.stepBack')}
          title={t('inspect.stepBack')}
          disabled={share === 0}
          onClick={() => go(step - 1)}
        >
          <InspectIcon name="back" />
        </button>
        <p role="status" dir="auto">
          {words}
        </p>
        <button
          type="button"
          class="icon-button"
          aria-label={t('inspect.stepNext')}
          title={t('inspect.stepNext')}
          disabled={share === 1}
          onClick={() => go(share * steps >= step - 1e-6 ? step + 1 : step)}
        >
          <InspectIcon name="next" />
        </button>
      </div>
    </div>
  );
}

type PartProps = {
  part: PartEntry;
  picked: boolean;
  onPick(): void;
  onAdd(sku: string, ahead?: boolean): Promise<void>;
};

function Part({ part, picked, onPick, onAdd }: PartProps) {
  const name = inLanguage(part.name, language.value);
  const { ids, offer, number } = part;
  return (
    <li class={picked ? 'open' : ''}>
      <button type="button" class="row" aria-pressed={picked} onClick={onPick}>
        <b dir="auto">{ids.length > 1 ? `${name} × ${ids.length}` : name}</b>
        {number && <small>{t('inspect.partNumber', { number })}</small>}
      </button>
      {offer && (
        <div class="spare">
          <small>
            {formatMoney(offer.price, writing.value)} · {t('product.stock', { count: offer.stock })}
          </small>
          <AddButton
            offer={offer}
            label={t('inspect.partBuy', { name: inLanguage(offer.label ?? part.name, language.value) })}
            quiet
            onAdd={onAdd}
          />
        </div>
      )}
    </li>
  );
}
