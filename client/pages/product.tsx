import '../ui/styles.css';
import '../products/inspect/productPage.css';
import { effect, signal } from '@preact/signals';
import { render } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { inLanguage } from '../../shared/model/localText.ts';
import { openBasket } from '../commerce/basket.ts';
import { CartDialog } from '../commerce/CartDialog.tsx';
import { openApi } from '../net/api.ts';
import { noteLook } from '../net/looked.ts';
import { standInOf } from '../products/deliveries.ts';
import { followAlone } from '../products/inspect/alone.tsx';
import { coveredBy } from '../products/inspect/covered.ts';
import { InspectPanel } from '../products/inspect/InspectPanel.tsx';
import { type Inspection, openInspection } from '../products/inspect/inspection.ts';
import { viewIn } from '../products/inspect/link.ts';
import { coverUntilSeen } from '../products/inspect/waiting.ts';
import { INSPECT_WORDS } from '../products/inspect/words.ts';
import { searchProducts } from '../products/search/find.ts';
import { formatNumber } from '../ui/format.ts';
import { Icon } from '../ui/Icon.tsx';
import { language, startLanguage, t, writing } from '../ui/i18n.ts';
import { LanguageField } from '../ui/SettingsPanel.tsx';
import { say, sayError, Toasts } from '../ui/toast.tsx';
import { readWish } from '../world/quality.ts';
import type { World } from '../world/world.ts';
import { AtHome } from './AtHome.tsx';
import { RoomCorner } from './RoomCorner.tsx';
import { takeCart } from './takeCart.ts';

const api = openApi();
const basket = openBasket(api);
const slug = decodeURIComponent(location.pathname.split('/')[2] ?? '');
const cartOpen = signal(false);
const it = signal<Inspection | undefined>(undefined);

/** What draws, once there is something to draw on. */
let world: (() => Promise<World>) | undefined;

const openCart = (): void => void basket.refresh(api.session()).catch(() => undefined);

/** Whether anything can be drawn here. */
function canDraw(): boolean {
  const gl = document.createElement('canvas').getContext('webgl2');
  gl?.getExtension('WEBGL_lose_context')?.loseContext();
  return gl !== null;
}

function start(region: HTMLElement, canvas: HTMLCanvasElement, layer: HTMLElement): () => void {
  let opening: Promise<World> | undefined;
  const openCanvas = async (): Promise<World> => {
    const { openWorld } = await import('../world/world.ts');
    return openWorld(canvas, readWish(), matchMedia('(pointer: coarse)').matches);
  };
  world = () => (opening ??= openCanvas());
  const drawn = canDraw();
  const opened = openInspection({
    slug,
    known: undefined,
    ask: api.product,
    show: drawn
      ? async (parts) => {
          const [there, { openInspector }] = await Promise.all([
            world!(),
            import('../products/inspect/inspector.ts'),
          ]);
          return openInspector({
            ...parts,
            standIn: standInOf(parts.sheet),
            world: there,
            layer,
            onClose: () => {},
          });
        }
      : undefined,
    covered: coveredBy,
    view: viewIn(location.search),
  });
  it.value = opened;
  const undo = [opened.dispose];
  if (drawn) undo.push(coverUntilSeen(opened, region), followAlone(opened, region));
  return () => {
    for (const step of undo.splice(0).reverse()) step();
    void opening?.then((there) => there.dispose());
  };
}

async function add(sku: string | undefined, ahead = false): Promise<void> {
  const sheet = it.value?.sheet.value;
  try {
    await basket.add(slug, sku, ahead);
    if (sheet) say(t('product.added', { name: inLanguage(sheet.name, language.value) }));
  } catch (error) {
    sayError(error);
  }
}

function Page() {
  const region = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  useEffect(() => start(region.current!, canvas.current!, layer.current!), []);
  const product = it.value?.sheet.value;
  const name = product && inLanguage(product.name, language.value);
  return (
    <>
      <div
        ref={region}
        class="stage-region"
        role="region"
        aria-label={t('product.view', { name: name ?? t('product.dialog') })}
        tabIndex={0}
      >
        <canvas ref={canvas} class="room ready" />
        <div ref={layer} class="layer" />
      </div>
      <header class="head-bar">
        <a class="brand" href="/">
          Vitrine
        </a>
        <nav>
          <CartPill />
        </nav>
      </header>
      <main hidden={cartOpen.value}>
        <section class="panel dialog product" aria-label={t('product.dialog')}>
          <header>
            <h1 dir="auto">{name ?? t('product.dialog')}</h1>
          </header>
          {it.value && (
            <InspectPanel
              it={it.value}
              find={(words) => searchProducts(api, words)}
              stock={0}
              onAdd={add}
              elsewhere={
                it.value.canShow &&
                product && (
                  <RoomCorner
                    page={{ api, basket, world: world!, Cart: RoomCart }}
                    first={{ product: slug, sku: it.value.chosen.value?.offer?.sku ?? product.sku }}
                  />
                )
              }
            >
              <p class="ways">
                <a href={`/#look=${slug}`}>{t('inspect.showroom')}</a>
              </p>
              <AtHome it={it.value} api={api} onAdd={add} />
              <LanguageField />
            </InspectPanel>
          )}
        </section>
      </main>
      {cartOpen.value && <RoomCart onClose={closeCart} />}
      <Toasts />
    </>
  );
}

const closeCart = (): void => {
  cartOpen.value = false;
};

/** Cart and checkout, here and over one's own room. */
function RoomCart({ onClose, onward = false }: { onClose(): void; onward?: boolean }) {
  return (
    <CartDialog basket={basket} onRetry={openCart} onBrowse={onClose} onClose={onClose} onward={onward} />
  );
}

function CartPill() {
  const count = basket.count.value;
  return (
    <button
      type="button"
      class="pill strong"
      aria-label={t('cart.open', { count })}
      aria-expanded={cartOpen.value}
      onClick={() => {
        cartOpen.value = !cartOpen.value;
      }}
    >
      <Icon name="cart" />
      <span>{t('nav.cart')}</span> {count > 0 && <b>{formatNumber(count, writing.value)}</b>}
    </button>
  );
}

await startLanguage(INSPECT_WORDS);
void basket
  .refresh(api.session())
  .then(() => takeCart(basket))
  .catch(() => undefined);
effect(() => {
  const name = it.value?.sheet.value?.name;
  if (!name) return;
  document.title = `${inLanguage(name, language.value)} · Vitrine`;
  noteLook(slug);
});
render(<Page />, document.getElementById('app')!);
