import { useSignal } from '@preact/signals';
import { aheadOf } from '../../../shared/model/cart.ts';
import type { Offer } from '../../../shared/model/catalogue.ts';
import { inLanguage } from '../../../shared/model/localText.ts';
import { formatMoney } from '../../../shared/model/money.ts';
import { formatDate } from '../../ui/format.ts';
import { language, t, writing } from '../../ui/i18n.ts';
import type { Choice } from './choices.ts';
import type { Inspection } from './inspection.ts';

/** What the chosen one costs, what it cost before and why, and how many are left. */
export function Price({
  offer,
}: {
  offer: Pick<Offer, 'price' | 'compareAt' | 'reason' | 'stock'> | undefined;
}) {
  return (
    <p class="price">
      {offer && <strong>{formatMoney(offer.price, writing.value)}</strong>}
      {offer?.compareAt && offer.compareAt.amount > offer.price.amount && (
        <s>{formatMoney(offer.compareAt, writing.value)}</s>
      )}
      {offer?.reason && <b dir="auto">{inLanguage(offer.reason, language.value)}</b>}
      <span class={offer && offer.stock > 0 ? 'stock' : 'stock out'} role="status">
        {offer ? t('product.stock', { count: offer.stock }) : t('inspect.notForSale')}
      </span>
    </p>
  );
}

/** The ways to have it, as swatches with name, price and stock; nothing when there is but one. */
export function Swatches({ it }: { it: Inspection }) {
  const choices = it.choices.value;
  if (choices.length < 2) return null;
  return (
    <fieldset class="swatches">
      <legend>{t('inspect.choose')}</legend>
      {choices.map((choice) => (
        <Swatch
          key={choice.key}
          choice={choice}
          chosen={choice === it.chosen.value}
          onChoose={() => it.choose(choice)}
        />
      ))}
    </fieldset>
  );
}

function Swatch({ choice, chosen, onChoose }: { choice: Choice; chosen: boolean; onChoose(): void }) {
  const { label, swatch, offer } = choice;
  return (
    <label class={chosen ? 'swatch chosen' : 'swatch'}>
      <input type="radio" name="variant" checked={chosen} onChange={onChoose} />
      {swatch && <i style={{ background: swatch }} />}
      <span>
        <b dir="auto">{label ? inLanguage(label, language.value) : t('inspect.asShown')}</b>
        <small>
          {offer
            ? `${formatMoney(offer.price, writing.value)} · ${t('product.stock', { count: offer.stock })}`
            : t('inspect.notForSale')}
        </small>
      </span>
    </label>
  );
}

/** What a button needs to know of a SKU. */
type Sold = Pick<Offer, 'sku' | 'stock' | 'selling' | 'incoming' | 'readyAt'>;

/** Lays exactly one SKU into the cart; when none is left and it may be ordered ahead, the press says that one waits for it. */
export function AddButton({
  offer,
  label,
  quiet,
  onAdd,
}: {
  offer: Sold | undefined;
  label: string;
  quiet?: boolean;
  onAdd(sku: string, ahead?: boolean): Promise<void>;
}) {
  const busy = useSignal(false);
  const waits = offer !== undefined && offer.stock === 0 && aheadOf(offer) > 0;
  const add = async (): Promise<void> => {
    if (busy.value || !offer) return;
    busy.value = true;
    await onAdd(offer.sku, waits);
    busy.value = false;
  };
  return (
    <>
      {waits && <p class="hint ahead">{sayAhead(offer)}</p>}
      <button
        type="button"
        class={quiet ? 'quiet' : 'primary wide'}
        disabled={!offer || (offer.stock === 0 && !waits)}
        aria-disabled={busy.value}
        onClick={() => void add()}
      >
        {waits && !quiet ? t('product.ahead') : label}
      </button>
    </>
  );
}

function sayAhead({ readyAt }: Sold): string {
  if (!readyAt) return t('product.aheadSomeday');
  return t('product.aheadFrom', { date: formatDate(readyAt, writing.value) });
}
