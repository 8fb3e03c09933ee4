import { type Signal, useSignal } from '@preact/signals';
import type { Offer } from '../../../shared/model/catalogue.ts';
import { t } from '../../ui/i18n.ts';
import { say, sayError } from '../../ui/toast.tsx';
import { nextOffer, unsoldVariants } from './newOffers.ts';
import { OFFER_FIELDS, OfferCells } from './OfferCells.tsx';
import type { ProductStore } from './productStore.ts';

/** What a product is sold as: a line for each SKU. It is not of a version: what is saved is on sale at once. */
export function OffersTab({ product }: { product: ProductStore }) {
  const kept = product.record.value.offers;
  const lines = useSignal(kept);
  const save = async (): Promise<void> => {
    try {
      await product.setOffers(lines.value);
      lines.value = product.record.value.offers;
      say(t('design.offersSaved'));
    } catch (error) {
      sayError(error);
    }
  };
  return (
    <form
      class="card offers"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <p class="hint">{t('design.offersHint')}</p>
      {lines.value.length === 0 ? (
        <p class="empty">{t('design.noOffers')}</p>
      ) : (
        <OfferTable product={product} lines={lines} />
      )}
      <Verbs product={product} lines={lines} kept={kept} />
    </form>
  );
}

type LinesProps = { product: ProductStore; lines: Signal<Offer[]> };

function OfferTable({ product, lines }: LinesProps) {
  const set = (index: number, change: Partial<Offer>): void => {
    lines.value = lines.value.map((one, at) => (at === index ? { ...one, ...change } : one));
  };
  const remove = (index: number): void => {
    const before = lines.value;
    lines.value = before.filter((_, at) => at !== index);
    say(t('design.removed'), 'note', { label: t('console.undo'), run: () => (lines.value = before) });
  };
  return (
    <div class="table-frame">
      <table aria-label={t('design.section.offers')}>
        <thead>
          <tr>
            {OFFER_FIELDS.map((name) => (
              <th key={name} scope="col">
                {t(`design.offer.${name}`)}
              </th>
            ))}
            <th scope="col">
              <span class="visually-hidden">{t('design.remove')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.value.map((offer, index) => (
            <tr key={index}>
              <OfferCells
                offer={offer}
                product={product}
                onChange={(change) => set(index, change)}
                onRemove={() => remove(index)}
              />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Verbs({ product, lines, kept }: LinesProps & { kept: Offer[] }) {
  const wrong = lines.value.some(
    ({ price, stock }) => !Number.isInteger(price.amount) || !Number.isInteger(stock),
  );
  const dirty = JSON.stringify(lines.value) !== JSON.stringify(kept);
  const { content, version } = product.editor.value;
  const unsold = unsoldVariants(version.value.model.variants, lines.value);
  const add = (variants: readonly string[]): void => {
    for (const variant of variants)
      lines.value = [
        ...lines.value,
        nextOffer(product.slug, variant, lines.value, content.value.authoring.variants),
      ];
  };
  return (
    <div class="verbs">
      {unsold.length > 0 && (
        <button type="button" class="quiet outlined" onClick={() => add(unsold)}>
          + {t('design.addEach')}
        </button>
      )}
      <button type="button" class="quiet" onClick={() => add([''])}>
        + {t('design.addOffer')}
      </button>
      <button type="submit" class="primary" disabled={!dirty || wrong}>
        {t('design.saveOffers')}
      </button>
      {dirty && (
        <button type="button" class="quiet" onClick={() => (lines.value = kept)}>
          {t('design.discard')}
        </button>
      )}
    </div>
  );
}
