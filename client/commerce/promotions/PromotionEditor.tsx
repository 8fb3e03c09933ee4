import { type Signal, useSignal } from '@preact/signals';
import { inLanguage } from '../../../shared/model/localText.ts';
import type { Promotion } from '../../../shared/model/promotion.ts';
import { Labelled, SelectField } from '../../ui/Field.tsx';
import { formatTime } from '../../ui/format.ts';
import { LANGUAGES, language, type MessageKey, sayRefusal, t, writing } from '../../ui/i18n.ts';
import { toRefusal } from '../../ui/report.ts';
import { say } from '../../ui/toast.tsx';
import type { PromotionsApi } from '../flash/flashApi.ts';
import { AmountRows, Choices } from './AmountRows.tsx';
import { type Draft, toDraft, toWish } from './draft.ts';
import { type Known, namesIn, sentenceOf } from './sentence.ts';
import { Variants } from './Variants.tsx';

type EditorProps = {
  kind: Promotion['kind'];
  known?: Promotion;
  house: Known;
  api: PromotionsApi;
  onDone(): void;
  onBack(): void;
};

/** One coupon or flash offer as it is written, with what it says in one sentence beside it. */
export function PromotionEditor({ kind, known, house, api, onDone, onBack }: EditorProps) {
  const draft = useSignal(toDraft(kind, known, house.now, house.showrooms[0]?.slug ?? ''));
  const fault = useSignal('');
  const busy = useSignal(false);
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const { wish, whole } = toWish(draft.value, known?.status ?? 'on');
    fault.value = whole ? '' : t('promo.fault.missing');
    if (!whole || busy.value) return;
    busy.value = true;
    try {
      await (known ? api.change(known.id, wish) : api.create(wish));
      say(t('promo.saved'));
      onDone();
    } catch (error) {
      fault.value = sayFault(error);
    } finally {
      busy.value = false;
    }
  };
  const title = known
    ? t('promo.editOf', { name: known.code || inLanguage(known.title, language.value) })
    : t(kind === 'coupon' ? 'promo.newCoupon' : 'promo.newFlash');
  return (
    <form class="promotion-editor" onSubmit={(event) => void save(event)} aria-label={title} noValidate>
      <h2>{title}</h2>
      <Naming draft={draft} />
      <Doing draft={draft} house={house} />
      <Counting draft={draft} house={house} />
      <Limits draft={draft} />
      <p class="sentence" role="status" aria-label={t('promo.preview')} dir="auto">
        {sentenceOf(toWish(draft.value, 'on').wish, namesIn(house))}
      </p>
      {fault.value && (
        <p class="problem" role="alert">
          {fault.value}
        </p>
      )}
      <p class="verbs">
        <button type="submit" class="primary" aria-disabled={busy.value}>
          {t(known ? 'promo.save' : 'promo.saveOn')}
        </button>
        <button type="button" class="quiet" onClick={onBack}>
          {t('promo.cancel')}
        </button>
      </p>
    </form>
  );
}

const FAULTS = [
  ...['taken', 'too-short', 'letters', 'before-start', 'past', 'over-100', 'below-used', 'above-price'],
  ...['coins', 'unknown', 'unknown-currency', 'no-products', 'one-product', 'missing'],
];

/** What the server found wrong, in words that help. */
function sayFault(error: unknown): string {
  const refusal = toRefusal(error);
  const [, word = '', value = ''] = /^[\w.]+: ([\w-]+) ?(.*)$/.exec(refusal.detail ?? '') ?? [];
  if (refusal.code === 'conflict') return t('promo.fault.taken');
  return FAULTS.includes(word) ? t(`promo.fault.${word}` as MessageKey, { value }) : sayRefusal(refusal);
}

type PartProps = { draft: Signal<Draft>; house: Known };

function Text({
  draft,
  name,
  label,
  mode,
}: {
  draft: Signal<Draft>;
  name: keyof Draft;
  label: string;
  mode?: 'decimal';
}) {
  return (
    <Labelled label={label}>
      {(id) => (
        <input
          id={id}
          value={draft.value[name] as string}
          inputMode={mode}
          dir={mode || name === 'code' ? 'ltr' : 'auto'}
          maxLength={80}
          autocomplete="off"
          onInput={(event) => (draft.value = { ...draft.value, [name]: event.currentTarget.value })}
        />
      )}
    </Labelled>
  );
}

function Naming({ draft }: Pick<PartProps, 'draft'>) {
  const field = (one: string, label: string) => (
    <Labelled key={one} label={label}>
      {(id) => (
        <input
          id={id}
          value={draft.value.title[one] ?? ''}
          maxLength={80}
          dir="auto"
          autocomplete="off"
          onInput={(event) => {
            const title = { ...draft.value.title, [one]: event.currentTarget.value };
            draft.value = { ...draft.value, title };
          }}
        />
      )}
    </Labelled>
  );
  return (
    <fieldset>
      {draft.value.kind === 'coupon' && <Text draft={draft} name="code" label={t('promo.code')} />}
      {field('en', `${t('promo.name')} (${LANGUAGES.en})`)}
      <details>
        <summary>{t('promo.otherLanguages')}</summary>
        {Object.entries(LANGUAGES)
          .filter(([one]) => one !== 'en')
          .map(([one, label]) => field(one, label))}
      </details>
    </fieldset>
  );
}

function Doing({ draft, house }: PartProps) {
  const { effect, kind, amounts } = draft.value;
  const currencies = [...new Set(house.markets.flatMap((market) => market.currencies))];
  return (
    <fieldset>
      <SelectField
        name="effect"
        label={t('promo.what')}
        initial={effect}
        options={[
          ['percent', t('promo.percentOff')],
          ['amount', t('promo.amountOff')],
          ['price', t('promo.fixedPrice')],
          ...(kind === 'coupon' ? [['free-delivery', t('promo.freeDelivery')] as [string, string]] : []),
        ]}
        onChange={(next) => {
          const rows = amounts.length > 0 ? amounts : [{ currency: currencies[0] ?? 'EUR', text: '' }];
          draft.value = { ...draft.value, effect: next as Draft['effect'], amounts: rows };
        }}
      />
      {effect === 'percent' && (
        <Text draft={draft} name="percent" label={t('promo.percent')} mode="decimal" />
      )}
      {(effect === 'amount' || effect === 'price') && (
        <AmountRows
          rows={amounts}
          currencies={currencies}
          least={1}
          onChange={(next) => (draft.value = { ...draft.value, amounts: next })}
        />
      )}
    </fieldset>
  );
}

function Counting({ draft, house }: PartProps) {
  const { kind, products, skus, minimum, markets, event, showroom } = draft.value;
  const set = (change: Partial<Draft>): void => {
    draft.value = { ...draft.value, ...change };
  };
  const setProducts = async (next: string[]): Promise<void> => {
    const lost = products.filter((slug) => !next.includes(slug));
    set({ products: next });
    // What goes takes its variants with it.
    const offers = await Promise.all(lost.map((slug) => house.offersOf(slug).catch(() => [])));
    const gone = new Set(offers.flat().map(({ sku }) => sku));
    set({ skus: draft.value.skus.filter((sku) => !gone.has(sku)) });
  };
  const currencies = [...new Set(house.markets.flatMap((market) => market.currencies))];
  return (
    <fieldset>
      {kind === 'flash' && (
        <SelectField
          name="showroom"
          label={t('promo.showroom')}
          initial={showroom}
          options={house.showrooms.map(({ slug, name }) => [slug, inLanguage(name, language.value)])}
          onChange={(next) => set({ showroom: next })}
        />
      )}
      <Choices
        label={t('promo.products')}
        hint={kind === 'coupon' ? t('promo.allProducts') : ''}
        find={t('promo.findProduct')}
        options={house.products.map(({ slug, name }) => [slug, inLanguage(name, language.value)])}
        chosen={products}
        single={kind === 'flash'}
        onChange={(next) => void setProducts(next)}
      />
      <Variants
        slugs={products}
        chosen={skus}
        offersOf={house.offersOf}
        onChange={(next) => set({ skus: next })}
      />
      <div class="field">
        <b class="label">{t('promo.minimum')}</b>
        <AmountRows
          rows={minimum}
          currencies={currencies}
          least={0}
          empty={t('promo.noMinimum')}
          onChange={(next) => set({ minimum: next })}
        />
      </div>
      <Choices
        label={t('promo.markets')}
        hint={t('promo.allMarkets')}
        options={house.markets.map(({ id, name }) => [id, inLanguage(name, language.value)])}
        chosen={markets}
        onChange={(next) => set({ markets: next })}
      />
      <SelectField
        name="event"
        label={t('promo.event')}
        initial={event}
        options={[['', t('promo.anyTime')], ...eventChoices(house, event)]}
        onChange={(next) => set({ event: next })}
      />
    </fieldset>
  );
}

/** Events that are still to be, and the one that is chosen, with their times. */
const eventChoices = ({ events }: Known, chosen: string): [string, string][] =>
  events
    .filter(({ id, status }) => id === chosen || !['ended', 'replay'].includes(status))
    .map(({ id, title, startsAt }) => [
      id,
      t('promo.eventAt', {
        event: inLanguage(title, language.value),
        time: formatTime(startsAt, writing.value),
      }),
    ]);

function Limits({ draft }: Pick<PartProps, 'draft'>) {
  const time = (name: 'from' | 'until', label: string) => (
    <Labelled label={label}>
      {(id) => (
        <input
          id={id}
          type="datetime-local"
          value={draft.value[name]}
          onInput={(event) => (draft.value = { ...draft.value, [name]: event.currentTarget.value })}
        />
      )}
    </Labelled>
  );
  return (
    <fieldset>
      <legend>{t('promo.limits')}</legend>
      <p class="hint">{t('promo.noLimit')}</p>
      <div class="columns">
        <Text draft={draft} name="total" label={t('promo.total')} mode="decimal" />
        <Text draft={draft} name="perPerson" label={t('promo.perPerson')} mode="decimal" />
        <Text draft={draft} name="perOrder" label={t('promo.perOrder')} mode="decimal" />
        {time('from', t('promo.from'))}
        {time('until', t('promo.until'))}
      </div>
      <label class="tick">
        <input
          type="checkbox"
          checked={draft.value.combines}
          onChange={(event) => (draft.value = { ...draft.value, combines: event.currentTarget.checked })}
        />
        {t('promo.combines')}
      </label>
    </fieldset>
  );
}
