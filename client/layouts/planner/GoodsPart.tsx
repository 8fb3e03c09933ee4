import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Product } from '../../../shared/model/catalogue.ts';
import { inLanguage } from '../../../shared/model/localText.ts';
import { formatMoney } from '../../../shared/model/money.ts';
import type { Refusal } from '../../../shared/wire/refusal.ts';
import { Icon } from '../../ui/Icon.tsx';
import { language, t, writing } from '../../ui/i18n.ts';
import { useOwnId } from '../../ui/ownId.ts';
import { toRefusal } from '../../ui/report.ts';
import { Trouble } from '../../ui/Trouble.tsx';
import type { Desk } from './desk.ts';
import { sizeOf } from './metres.ts';

/** Milliseconds for which one may still be typing. */
const TYPING_MS = 220;

/** All that can be put into the room: found by words, each put there by a press. */
export function GoodsPart({ desk, find }: { desk: Desk; find(words: string): Promise<Product[]> }) {
  const id = useOwnId();
  const words = useSignal('');
  const found = useSignal<Product[] | undefined>(undefined);
  const trouble = useSignal<Refusal | undefined>(undefined);
  const asked = useSignal(0);
  useEffect(() => {
    let over = false;
    const look = async (): Promise<void> => {
      try {
        trouble.value = undefined;
        const products = await find(words.value.trim());
        if (!over) found.value = products;
      } catch (error) {
        if (!over) trouble.value = toRefusal(error);
      }
    };
    const wait = setTimeout(() => void look(), found.value ? TYPING_MS : 0);
    return () => {
      over = true;
      clearTimeout(wait);
    };
  }, [words.value, asked.value, language.value]);
  const products = found.value;
  return (
    <div class="planner-goods">
      <div class="field">
        <label for={id}>{t('plan.find')}</label>
        <input
          id={id}
          type="search"
          value={words.value}
          maxLength={80}
          onInput={({ currentTarget }) => {
            words.value = currentTarget.value;
          }}
        />
      </div>
      {trouble.value && <Trouble refusal={trouble.value} onRetry={() => asked.value++} />}
      {!products && !trouble.value && <GoodsWait />}
      {products?.length === 0 && <p class="empty">{t('plan.noneFound')}</p>}
      <ul>
        {products?.map((product) => (
          <GoodsRow key={product.slug} desk={desk} product={product} />
        ))}
      </ul>
    </div>
  );
}

const GoodsWait = () => (
  <div aria-busy="true" class="planner-rows">
    {[0, 1, 2, 3].map((row) => (
      <div key={row} class="skeleton" />
    ))}
  </div>
);

function GoodsRow({ desk, product }: { desk: Desk; product: Product }) {
  const busy = useSignal(false);
  const name = inLanguage(product.name, language.value);
  const [width, height, depth] = product.sizeMm.map((mm) => mm / 1000) as [number, number, number];
  const add = async (): Promise<void> => {
    if (busy.value) return;
    busy.value = true;
    await desk.add(product.slug).finally(() => {
      busy.value = false;
    });
  };
  return (
    <li class="planner-row">
      <img src={product.thumbnail} alt="" width="72" height="72" loading="lazy" />
      <span>
        <b dir="auto">{name}</b>
        <small>{sizeOf([width, height, depth])}</small>
        <small>{formatMoney(product.price, writing.value)}</small>
      </span>
      <button
        type="button"
        class="icon-button"
        disabled={!desk.editable.value}
        aria-disabled={busy.value}
        aria-label={t('plan.add', { name })}
        onClick={() => void add().catch(() => undefined)}
      >
        <Icon name="plus" />
      </button>
    </li>
  );
}
