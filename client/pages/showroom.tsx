import '../ui/styles.css';
import { type Signal, signal } from '@preact/signals';
import { render } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { inLanguage } from '../../shared/model/catalogue.ts';
import type { Scene as SceneData } from '../../shared/model/scene.ts';
import type { Appearance } from '../../shared/wire/avatars.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import { Door } from '../avatars/Door.tsx';
import { PeoplePanel } from '../avatars/PeoplePanel.tsx';
import { type Basket, openBasket } from '../commerce/basket.ts';
import { CartDialog } from '../commerce/CartDialog.tsx';
import { ChatPanel } from '../engagement/ChatPanel.tsx';
import { type Chat, openChat } from '../engagement/chat.ts';
import { openApi, type Session } from '../net/api.ts';
import type { Link, LinkStatus } from '../net/link.ts';
import type { Inspector } from '../products/inspector.ts';
import { ProductDialog } from '../products/ProductDialog.tsx';
import { ProductList, ProductPanel } from '../products/ProductList.tsx';
import { openShelf } from '../products/shelf.ts';
import { LiveStatus } from '../stage/LiveStatus.tsx';
import { formatLength } from '../ui/format.ts';
import { HeadBar } from '../ui/HeadBar.tsx';
import { language, sayRefusal, startLanguage, t } from '../ui/i18n.ts';
import { Joystick } from '../ui/Joystick.tsx';
import { LinkNotice } from '../ui/LinkNotice.tsx';
import { toRefusal } from '../ui/report.ts';
import { SettingsPanel } from '../ui/SettingsPanel.tsx';
import { say, sayError, Toasts } from '../ui/toast.tsx';
import { readWish, storeWish } from '../world/quality.ts';
import type { Inside } from './inside.ts';
import type { ShowroomWorld } from './showroomWorld.ts';
import { publishStats } from './stats.ts';

const SHOWROOM = 'atelier';

type Panel = 'products' | 'people' | 'settings' | 'cart' | undefined;
type Stay = { link: Link; inside: Inside | undefined; chat: Chat };

const api = openApi();
const shelf = openShelf(api);
const basket: Basket = openBasket(api);
const panel = signal<Panel>(undefined);
const stay = signal<Stay | undefined>(undefined);
const status = signal<LinkStatus>('online');
const stateTick = signal(0);
const problem = signal('');
const progress = signal('');
const noPicture = signal(false);
const opened = signal<{ stand: string; slug: string; hand: Inspector | undefined } | undefined>(undefined);
const soundOn = signal(true);
const quality = signal(readWish());
const ready = signal(false);

let session: Promise<Session> | undefined;
let world: ShowroomWorld | undefined;
let scene: SceneData | undefined;

/** Opens the session, the scene and the picture of the room behind the door. */
async function prepare(surfaces: {
  region: HTMLElement;
  canvas: HTMLCanvasElement;
  layer: HTMLElement;
}): Promise<void> {
  session = api.session();
  void session.then(() => basket.refresh(), sayError);
  void shelf.load().catch(sayError);
  scene = await api.scene<SceneData>(SHOWROOM);
  try {
    const { openShowroomWorld } = await import('./showroomWorld.ts');
    world = await openShowroomWorld(scene, surfaces, shelf, {
      loading: (step) => (progress.value = t(`load.${step}`)),
      products: (done, total) => (progress.value = done < total ? t('load.products', { done, total }) : ''),
      openStand: (stand) => void openProduct(stand),
    });
    progress.value = '';
    performance.mark('vitrine.room');
  } catch (error) {
    toRefusal(error);
    noPicture.value = true;
  }
  ready.value = true;
}

/** Walks in: joins the room, then brings the world to life. */
async function enter(appearance: Appearance): Promise<void> {
  problem.value = '';
  try {
    session ??= api.session();
    const { token } = await session;
    const { join } = await import('../net/link.ts');
    const link = await join(token, { as: 'visitor', showroom: SHOWROOM, appearance });
    let inside: Inside | undefined;
    const chat = openChat(link, (line) => inside?.say(line.from, line.text));
    shelf.follow(link);
    link.onStatus((next) => (status.value = next));
    for (const listen of [link.watch.added, link.watch.removed] as const)
      listen('visitors', () => stateTick.value++);
    link.watch.changed(link.state.programme, () => stateTick.value++);
    link.on('refused', (refusal) => refusal.command !== 'avatars.move' && sayError(Refusal.from(refusal)));
    status.value = 'online';
    inside = await world?.enter(link);
    inside?.setSound(soundOn.value);
    stay.value = { link, inside, chat };
    performance.mark('vitrine.inside');
  } catch (error) {
    problem.value = sayRefusal(toRefusal(error));
  }
}

function leave(): void {
  const { link, inside, chat } = stay.value ?? {};
  opened.value?.hand?.dispose();
  opened.value = undefined;
  inside?.leave();
  chat?.dispose();
  link?.close();
  stay.value = undefined;
}

async function openProduct(stand: string): Promise<void> {
  const slug = shelf.onShow.value.find((entry) => entry.stand === stand)?.product.slug;
  if (!slug) return;
  closeProduct();
  panel.value = undefined;
  opened.value = { stand, slug, hand: undefined };
  const wide = innerWidth >= 720;
  const aside = document.documentElement.dir === 'rtl' ? -392 : 392;
  const covered = wide ? { right: aside / innerWidth, bottom: 0 } : { right: 0, bottom: 0.5 };
  const hand = await stay.value?.inside
    ?.inspect(slug, covered, (mm) => formatLength(mm, language.value))
    .catch(() => undefined);
  if (!hand) return;
  if (opened.value?.slug === slug && !opened.value.hand) opened.value = { stand, slug, hand };
  else hand.dispose();
}

function closeProduct(): void {
  opened.value?.hand?.dispose();
  opened.value = undefined;
}

async function addToCart(slug: string): Promise<void> {
  const product = await shelf.find(slug);
  await basket
    .add(slug)
    .then(
      () => product && say(t('product.added', { name: inLanguage(product.name, language.value) })),
      sayError,
    );
}

function App() {
  const region = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    void prepare({ region: region.current!, canvas: canvas.current!, layer: layer.current! }).catch(
      (error) => {
        problem.value = sayRefusal(toRefusal(error));
      },
    );
  }, []);
  const here = stay.value;
  return (
    <>
      <div
        ref={region}
        class="stage-region"
        role="region"
        aria-label={t('room.region')}
        tabIndex={0}
        aria-describedby="room-help"
      >
        <canvas ref={canvas} class={ready.value ? 'room ready' : 'room'} />
        <div ref={layer} class="layer" />
        <p id="room-help" class="visually-hidden">
          {t('room.help')}
        </p>
      </div>
      {here ? <Room stay={here} /> : <Outside />}
      <Toasts />
    </>
  );
}

function Outside() {
  return (
    <>
      <Door ready={ready.value} progress={progress.value} problem={problem.value} onEnter={enter} />
      {noPicture.value && <p class="notice">{t('gl.none')}</p>}
    </>
  );
}

function Room({ stay: { link, inside, chat } }: { stay: Stay }) {
  const product = opened.value && shelf.products.value.get(opened.value.slug);
  const close = () => (panel.value = undefined);
  const Voice = inside?.voice;
  void stateTick.value;
  return (
    <>
      <HeadBar
        status={<LiveStatus source={link.state.programme.source} title={link.state.programme.title} />}
        panel={panel as Signal<string | undefined>}
        cartCount={basket.count.value}
        people={link.state.visitors.size}
        voice={Voice && <Voice.Button />}
        soundOn={soundOn.value}
        onSound={(on) => {
          soundOn.value = on;
          inside?.setSound(on);
        }}
      />
      <div hidden={Boolean(product)}>
        <ChatPanel chat={chat} me={link.sessionId} />
      </div>
      {inside && <Joystick onMove={inside.setStick} />}
      {progress.value && <p class="progress-line">{progress.value}</p>}
      {!inside && (
        <section class="panel plain-list">
          <p>{t('gl.none')}</p>
          <ProductList items={shelf.onShow.value} loaded={shelf.loaded.value} onOpen={openProduct} />
        </section>
      )}
      {panel.value === 'products' && (
        <ProductPanel
          items={shelf.onShow.value}
          loaded={shelf.loaded.value}
          onOpen={openProduct}
          onGoTo={(stand) => {
            close();
            inside?.goToStand(stand);
          }}
          onClose={close}
        />
      )}
      {panel.value === 'people' && (
        <PeoplePanel
          visitors={link.state.visitors}
          me={link.sessionId}
          beside={Voice && ((id) => <Voice.Person id={id} />)}
          onGesture={inside?.gesture}
          onClose={close}
        />
      )}
      {panel.value === 'settings' && (
        <SettingsPanel
          quality={quality.value}
          onQuality={(wish) => {
            quality.value = wish;
            storeWish(wish);
            world?.world.setQuality(wish);
          }}
          onClose={close}
        >
          {Voice && <Voice.Settings />}
        </SettingsPanel>
      )}
      {panel.value === 'cart' && <CartDialog basket={basket} onClose={close} />}
      {product && opened.value && panel.value === undefined && (
        <ProductDialog
          product={product}
          stock={shelf.stockOf(product.slug)}
          hand={opened.value.hand}
          onAdd={() => addToCart(product.slug)}
          onClose={closeProduct}
        />
      )}
      <LinkNotice status={status.value} onRejoin={leave} />
    </>
  );
}

addEventListener('pagehide', (event) => event.persisted || leave());
publishStats(() => ({ world: world?.world, stay: stay.value }));
await startLanguage();
render(<App />, document.getElementById('app')!);
