import './search.css';
import './shop.css';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { aheadOf } from '../../../shared/model/cart.ts';
import type { Product } from '../../../shared/model/catalogue.ts';
import { inLanguage, type LocalText } from '../../../shared/model/localText.ts';
import { formatMoney } from '../../../shared/model/money.ts';
import type { Refusal } from '../../../shared/wire/refusal.ts';
import { formatDate } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { language, t, writing } from '../../ui/i18n.ts';
import { toRefusal } from '../../ui/report.ts';
import { Trouble } from '../../ui/Trouble.tsx';
import { SearchField } from './SearchField.tsx';

/** Products on one page of the shop, and milliseconds of quiet after which what is typed is looked for. */
const PAGE = 24;
const QUIET_MS = 250;
/** From so many on, nobody needs to know how many there are. */
const MANY = 5;

/** `name` is what one asks by, `label` what it is called. */
type Category = { name: string; count: number; label: LocalText };
type Answer = { products: Product[]; total: number; categories: Category[] };
type ShopProps = {
  ask(path: string): Promise<Answer>;
  /** Rises when prices are other ones. */
  prices: number;
  /** `ahead`: one waits for what is not there yet. */
  onAdd(product: Product, ahead: boolean): Promise<unknown>;
};

/** All that is on sale, by words and category, without a picture of the room. */
export function Shop({ ask, prices, onAdd }: ShopProps) {
  const words = useSignal('');
  const category = useSignal('');
  const shown = useSignal(PAGE);
  const found = useSignal<Answer | undefined>(undefined);
  const trouble = useSignal<Refusal | undefined>(undefined);
  const again = useSignal(0);
  const busy = useSignal(true);
  useEffect(() => {
    let over = false;
    busy.value = true;
    const look = async (): Promise<void> => {
      try {
        const answer = await everything(ask, words.value, category.value, shown.value);
        if (over) return;
        found.value = answer;
        trouble.value = undefined;
      } catch (error) {
        if (!over) trouble.value = toRefusal(error);
      }
      if (!over) busy.value = false;
    };
    const timer = setTimeout(() => void look(), words.value && found.value ? QUIET_MS : 0);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [words.value, category.value, shown.value, prices, language.value, again.value]);
  const { products = [], total = 0, categories = [] } = found.value ?? {};
  const first = !found.value && !trouble.value;
  return (
    <div class="shop" role="search">
      <div class="shop-tools">
        <SearchField words={words} />
        <Categories
          categories={categories}
          chosen={category.value}
          onChoose={(name) => (category.value = name)}
        />
      </div>
      <p class="hint" role="status">
        {found.value && (total > 0 ? t('shop.found', { count: total }) : t('shop.none'))}
      </p>
      {trouble.value && <Trouble refusal={trouble.value} onRetry={() => again.value++} />}
      <ul class="goods" aria-label={t('shop.title')} aria-busy={busy.value}>
        {first && [1, 2, 3, 4, 5, 6].map((card) => <li key={card} class="skeleton" />)}
        {products.map((product) => (
          <Card key={product.slug} product={product} onAdd={(ahead) => void onAdd(product, ahead)} />
        ))}
      </ul>
      {products.length < total && (
        <button type="button" class="quiet" onClick={() => (shown.value += PAGE)}>
          {t('shop.more')}
        </button>
      )}
    </div>
  );
}

/** What is found up to a number, page by page. */
async function everything(
  ask: ShopProps['ask'],
  q: string,
  category: string,
  wanted: number,
): Promise<Answer> {
  let all: Answer | undefined;
  for (let offset = 0; offset < wanted; offset += PAGE) {
    const query = new URLSearchParams({
      ...{ q, language: language.value, offset: String(offset), limit: String(PAGE) },
      ...(category && { category }),
    });
    const page = await ask(`/api/search/products?${query}`);
    all = { ...page, products: [...(all?.products ?? []), ...page.products] };
    if (all.products.length >= page.total) break;
  }
  return all!;
}

type CategoriesProps = { categories: Answer['categories']; chosen: string; onChoose(name: string): void };

function Categories({ categories, chosen, onChoose }: CategoriesProps) {
  const labels = useRef(new Map<string, LocalText>());
  // A category that is chosen can be left again, whatever else is found.
  const names = [...new Set([...categories.map(({ name }) => name), ...(chosen ? [chosen] : [])])];
  const labelOf = (name: string): LocalText => {
    const label = categories.find((one) => one.name === name)?.label ?? labels.current.get(name);
    if (label) labels.current.set(name, label);
    return label ?? { en: name };
  };
  return (
    <div class="categories" role="group" aria-label={t('shop.categories')}>
      {['', ...names].map((name) => (
        <button
          key={name}
          type="button"
          class="choice"
          aria-pressed={name === chosen}
          onClick={() => onChoose(name === chosen ? '' : name)}
        >
          <bdi>{name ? inLanguage(labelOf(name), language.value) : t('shop.all')}</bdi>
        </button>
      ))}
    </div>
  );
}

function Card({ product, onAdd }: { product: Product; onAdd(ahead: boolean): void }) {
  const name = inLanguage(product.name, language.value);
  const { price, compareAt, stock } = product;
  const waits = stock === 0 && aheadOf(product) > 0;
  return (
    <li>
      <a href={`/p/${product.slug}`}>
        <img src={product.thumbnail} alt="" width="320" height="320" loading="lazy" />
        <b dir="auto">{name}</b>
      </a>
      <div class="buy">
        <span>
          {formatMoney(price, writing.value)}
          {compareAt && compareAt.amount > price.amount && <s> {formatMoney(compareAt, writing.value)}</s>}
          {stock < MANY && !waits && (
            <small>{stock > 0 ? t('shop.few', { count: stock }) : t('shop.soldOut')}</small>
          )}
        </span>
        {!waits && (
          <button
            type="button"
            class="icon-button"
            aria-label={t('shop.add', { name })}
            disabled={stock === 0}
            onClick={() => onAdd(false)}
          >
            <Icon name="plus" />
          </button>
        )}
      </div>
      {waits && (
        <div class="wait">
          <small>{sayAhead(product)}</small>
          <button
            type="button"
            class="quiet"
            aria-label={`${t('product.ahead')}: ${name}`}
            onClick={() => onAdd(true)}
          >
            {t('product.ahead')}
          </button>
        </div>
      )}
    </li>
  );
}

function sayAhead({ readyAt }: Product): string {
  if (!readyAt) return t('product.aheadSomeday');
  return t('product.aheadFrom', { date: formatDate(readyAt, writing.value) });
}
