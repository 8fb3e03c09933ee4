import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Product } from '../../../shared/model/catalogue.ts';
import { inLanguage } from '../../../shared/model/localText.ts';
import { formatMoney } from '../../../shared/model/money.ts';
import type { Refusal } from '../../../shared/wire/refusal.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { language, t, writing } from '../../ui/i18n.ts';
import { toRefusal } from '../../ui/report.ts';
import { Trouble } from '../../ui/Trouble.tsx';
import { sayError } from '../../ui/toast.tsx';
import { ArIcon } from './ArIcon.tsx';
import { type OverlayProps, openKept } from './parts.ts';

/** Products that are offered at a time. */
const MOST = 20;
/** Milliseconds of quiet after which what is typed is looked for. */
const QUIET_MS = 250;

/** Chooses the next product to place. */
export function Picker({ parts, placing, view, open, onClose }: OverlayProps & { onClose(): void }) {
  const words = useSignal('');
  const round = useSignal(0);
  const found = useSignal<Product[] | undefined>(undefined);
  const trouble = useSignal<Refusal | undefined>(undefined);
  const wanted = words.value.trim();
  useEffect(() => {
    let gone = false;
    const look = async (): Promise<void> => {
      try {
        const products = await parts.find(wanted);
        if (gone) return;
        found.value = products.slice(0, MOST);
        trouble.value = undefined;
      } catch (error) {
        if (!gone) trouble.value = toRefusal(error);
      }
    };
    const timer = setTimeout(() => void look(), wanted ? QUIET_MS : 0);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [wanted, round.value]);
  const take = async (slug: string): Promise<void> => {
    try {
      await placing.take(slug);
      const held = placing.held.value;
      // Its model comes while one looks for a place.
      if (held) void view.prefetch(held.product, held.sku);
      view.setMeasuring(false);
      onClose();
    } catch (error) {
      sayError(error);
    }
  };
  return (
    <Dialog label={t('ar.add')} class="ar-picker" onClose={onClose}>
      <button type="button" class="quiet" onClick={() => void openKept(open, 'rooms')}>
        <ArIcon name="rooms" /> {t('ar.rooms')}
      </button>
      <label class="field">
        <span class="hint">{t('ar.find')}</span>
        <input
          type="search"
          dir="auto"
          maxLength={100}
          value={words}
          onInput={(event) => {
            words.value = event.currentTarget.value;
          }}
        />
      </label>
      {trouble.value && <Trouble refusal={trouble.value} onRetry={() => round.value++} />}
      {!found.value && !trouble.value && <div class="skeleton" aria-busy="true" />}
      {found.value?.length === 0 && (
        <p class="empty" role="status">
          {t('ar.findNone')}
        </p>
      )}
      <ul class="product-list">
        {found.value?.map((product) => (
          <Row key={product.slug} product={product} onChoose={() => void take(product.slug)} />
        ))}
      </ul>
    </Dialog>
  );
}

function Row({ product, onChoose }: { product: Product; onChoose(): void }) {
  const name = inLanguage(product.name, language.value);
  return (
    <li>
      <button type="button" class="row" onClick={onChoose}>
        <img src={product.thumbnail} alt="" width="64" height="64" loading="lazy" />
        <span>
          <span class="visually-hidden">{t('ar.takeIt', { name })}</span>
          <b aria-hidden="true" dir="auto">
            {name}
          </b>
          <small>{formatMoney(product.price, writing.value)}</small>
        </span>
      </button>
    </li>
  );
}
