import '../ui/styles.css';
import { signal } from '@preact/signals';
import { render } from 'preact';
import type { ProductSheet } from '../../shared/model/catalogue.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import { openBasket } from '../commerce/basket.ts';
import type { LoadBody } from '../layouts/bodies.ts';
import { openKeeping } from '../layouts/keeping.ts';
import { openLayoutsApi } from '../layouts/layoutsApi.ts';
import type { PlanLine } from '../layouts/plan.ts';
import { openDesk } from '../layouts/planner/desk.ts';
import { PLANNER_DRAFTS } from '../layouts/planner/drafts.ts';
import { Planner } from '../layouts/planner/Planner.tsx';
import { CartLink, PlannerHead } from '../layouts/planner/PlannerHead.tsx';
import { PLAN_WORDS } from '../layouts/planner/words.ts';
import { openApi } from '../net/api.ts';
import { searchProducts } from '../products/search/find.ts';
import { formatNumber } from '../ui/format.ts';
import { startLanguage, t, writing } from '../ui/i18n.ts';
import { titlePage } from '../ui/page.ts';
import { toRefusal } from '../ui/report.ts';
import { LanguageField } from '../ui/SettingsPanel.tsx';
import { say, sayError, Toasts } from '../ui/toast.tsx';
import { PlannerRoom } from './plannerRoom.tsx';

const api = openApi();
const basket = openBasket(api);
const desk = openDesk((slug) => api.product(slug));
const keeping = openKeeping(
  desk,
  openLayoutsApi(api.ask),
  (...asked) => api.events(...asked),
  PLANNER_DRAFTS,
);
/** Prices are those of the market of who asks: that is known with the session. */
let session = api.session();
const ready = signal(false);
const trouble = signal<Refusal | undefined>(undefined);

/** The model of a SKU in its variant. Its code comes with the first. */
const load: LoadBody = async (slug, sku, scene) => {
  await desk.learn([slug]);
  const sheet: ProductSheet | undefined = desk.sheets.value.get(slug);
  if (!sheet) throw new Refusal('not-found');
  const { showModel } = await import('../products/show/model.ts');
  const model = await showModel(sheet.model, scene);
  model.setVariant(sheet.offers.find((offer) => offer.sku === sku)?.variant ?? '');
  return model;
};

/** Of each SKU the cart holds as many as stand in the room, or more; answers those of which there are not enough. */
async function addAll(lines: readonly PlanLine[]): Promise<string[]> {
  const short: string[] = [];
  for (const { product, sku, quantity } of lines) {
    const held = basket.cart.value?.lines.find((line) => line.sku === sku)?.quantity ?? 0;
    if (held >= quantity) continue;
    try {
      basket.cart.value = await api.setCartLine(product, quantity, sku);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'out-of-stock') throw error;
      short.push(sku);
    }
  }
  return short;
}

/** What lets one change the room that the address names. */
const keyOf = (): string | undefined => new URLSearchParams(location.hash.slice(1)).get('key') ?? undefined;

/** Opens what the address names: a kept room, or the room of this device with a product put into it. */
async function start(): Promise<void> {
  trouble.value = undefined;
  try {
    await session;
    void basket.refresh().catch(() => undefined);
    const asked = new URLSearchParams(location.search);
    const layout = asked.get('layout');
    const lost = layout ? await keeping.open(layout, keyOf()) : await keeping.resume().then(() => 0);
    ready.value = true;
    if (lost > 0) say(t('plan.lost', { count: lost }));
    const add = asked.get('add');
    if (add) {
      await desk.add(add, asked.get('sku') ?? undefined);
      history.replaceState(null, '', '/planner');
    }
  } catch (error) {
    trouble.value = toRefusal(error);
  }
}

function Head() {
  const count = basket.count.value;
  const layout = keeping.opened.value;
  const named = layout && { id: layout.id, key: keyOf() };
  return (
    <PlannerHead
      desk={desk}
      keeping={keeping}
      ownRoom={named && <PlannerRoom api={api} basket={basket} named={named} />}
    >
      <LanguageField />
      <CartLink count={count} words={formatNumber(count, writing.value)} />
    </PlannerHead>
  );
}

function Page() {
  return (
    <>
      <Planner
        desk={desk}
        keeping={keeping}
        find={async (words) => {
          await session;
          return searchProducts(api, words);
        }}
        load={load}
        addAll={addAll}
        ready={ready.value}
        trouble={trouble.value}
        onRetry={() => {
          session = api.session();
          void start();
        }}
        Head={Head}
      />
      <Toasts />
    </>
  );
}

addEventListener('pagehide', () => void keeping.close());
await startLanguage(PLAN_WORDS);
titlePage('plan.title');
start().catch(sayError);
render(<Page />, document.getElementById('app')!);
