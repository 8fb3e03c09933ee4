import { type Signal, signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { inLanguage } from '../../shared/model/localText.ts';
import { LookPanel } from '../avatars/LookPanel.tsx';
import { PeoplePanel } from '../avatars/PeoplePanel.tsx';
import { CartDialog } from '../commerce/CartDialog.tsx';
import { ChatPanel } from '../engagement/ChatPanel.tsx';
import { PersonMenu } from '../engagement/PersonTools.tsx';
import { EventPill } from '../events/EventPill.tsx';
import { ProductDialog } from '../products/ProductDialog.tsx';
import { ProductList, ProductPanel } from '../products/ProductList.tsx';
import { searchProducts } from '../products/search/find.ts';
import { type Destination, DestinationList, PlacesPanel } from '../showrooms/PlacesPanel.tsx';
import { LiveStatus } from '../stage/LiveStatus.tsx';
import { ComfortSettings } from '../ui/ComfortSettings.tsx';
import { HeadBar } from '../ui/HeadBar.tsx';
import { language, t } from '../ui/i18n.ts';
import { Joystick } from '../ui/Joystick.tsx';
import { LinkNotice } from '../ui/LinkNotice.tsx';
import { SettingsPanel } from '../ui/SettingsPanel.tsx';
import { say, sayError } from '../ui/toast.tsx';
import { storeWish } from '../world/quality.ts';
import { Elsewhere } from './Elsewhere.tsx';
import { FlashCorner } from './FlashCorner.tsx';
import { addToCart, closeProduct, inspect, openProduct } from './hand.ts';
import { followHeadsets, headset } from './immersing.ts';
import { readLook } from './lookAddress.ts';
import type { Looking } from './looking.ts';
import { ReplayCorner } from './ReplayCorner.tsx';
import { StageCorner } from './StageCorner.tsx';
import { nameOf, showroomOf } from './showrooms.ts';
import {
  api,
  basket,
  comfort,
  opened,
  panel,
  progress,
  quality,
  type Stay,
  serverNow,
  shelf,
  soundOn,
  status,
  tick,
} from './state.ts';
import { setSound, Touring } from './Touring.tsx';
import {
  goThrough,
  invitation,
  leave,
  openCart,
  openShelf,
  setComfort,
  setQuality,
  touring,
  travel,
  wear,
} from './visit.ts';

/** What a headset shows comes with the first visit with one. */
const vrView = signal<typeof import('./VrView.tsx').VrView | undefined>(undefined);
async function loadVrView(): Promise<void> {
  const { VrView } = await import('./VrView.tsx');
  vrView.value = VrView;
}

/** Opens looking together while one is in a room, and what its address asks to be shown. */
function useLooking(stay: Stay): Looking | undefined {
  const looking = useSignal<Looking | undefined>(undefined);
  useEffect(() => {
    let over = false;
    const asked = readLook(location.hash);
    if (asked) {
      history.replaceState(history.state, '', location.pathname + location.search);
      void inspect(asked.slug, asked.view);
    }
    if (!stay.alone)
      void import('./looking.ts').then(({ openLooking }) => {
        if (!over) looking.value = openLooking(stay);
        // What a product in the hand needs comes when all else has come.
        globalThis.requestIdleCallback?.(() => {
          import('./inspecting.ts').then(
            ({ fetchInspector }) => fetchInspector(),
            () => undefined,
          );
        });
      }, sayError);
    return () => {
      over = true;
      looking.value?.dispose();
      looking.value = undefined;
    };
  }, [stay]);
  return looking.value;
}

const close = () => {
  panel.value = undefined;
};

/** The page while one is in a room: what lies over the picture. */
export function RoomView({ stay }: { stay: Stay }) {
  const { link, inside, chat } = stay;
  const { id, title, status: stage, startsAt, item } = link.state.event;
  const { slug } = opened.value ?? {};
  const looking = useLooking(stay);
  const Voice = stay.alone ? undefined : inside?.voice;
  const Headset = headset.value;
  useEffect(followHeadsets, []);
  const visit = Headset?.visit.value;
  useEffect(() => {
    if (visit) void loadVrView().catch(sayError);
  }, [visit]);
  const VrView = vrView.value;
  const Captions = inside?.captions;
  void tick.value;
  if (touring.open.value && !visit) return <Touring stay={stay} />;
  if (visit && VrView && inside && Headset)
    return (
      <VrView
        {...{ stay, inside, visit }}
        leave={<Headset.Button enter={inside.enterVr} />}
        panels={<Panels stay={stay} />}
        product={<OpenProduct looking={looking} />}
        event={
          <>
            <LiveStatus source={link.state.programme.source} title={link.state.programme.title} />
            <EventPill {...{ id, title, status: stage, startsAt, item }} now={serverNow.value} />
            <ReplayCorner stay={stay} />
            <StageCorner stay={stay} />
            {!stay.alone && <FlashCorner stay={stay} />}
            {looking && <Note looking={looking} />}
          </>
        }
      />
    );
  return (
    <>
      <HeadBar
        status={<LiveStatus source={link.state.programme.source} title={link.state.programme.title} />}
        panel={panel as Signal<string | undefined>}
        cartCount={basket.count.value}
        people={link.state.visitors.size}
        voice={Voice && <Voice.Button />}
        headset={Headset && inside && <Headset.Button enter={inside.enterVr} />}
        soundOn={soundOn.value}
        onSound={(on) => setSound(stay, on)}
      />
      <div class="notes">
        {!slug && <EventPill {...{ id, title, status: stage, startsAt, item }} now={serverNow.value} />}
        <ReplayCorner stay={stay} />
        <StageCorner stay={stay} />
        {!slug && !stay.alone && <FlashCorner stay={stay} />}
        {looking && <Note looking={looking} />}
      </div>
      <div hidden={slug !== undefined}>
        <ChatPanel chat={chat} foldable onBlock={Voice?.block}>
          {inside && <inside.danmaku.Switch />}
        </ChatPanel>
      </div>
      {Captions && <Captions.Slot />}
      {inside && <Joystick onMove={inside.setStick} />}
      {inside?.moves.following && (
        <button type="button" class="pill following" onClick={() => inside.moves.follow(undefined)}>
          {t('people.unfollow')}
        </button>
      )}
      {progress.value && <p class="progress-line">{progress.value}</p>}
      {!inside && (
        <section class="panel plain-list">
          <p>{t('gl.none')}</p>
          <ProductList {...onShelf()} />
        </section>
      )}
      <Panels stay={stay} />
      <OpenProduct looking={looking} />
      <LinkNotice status={status.value} onRejoin={leave} />
    </>
  );
}

/** The product that lies open, with all that one can do with it. */
function OpenProduct({ looking }: { looking: Looking | undefined }) {
  const { slug, inspecting } = opened.value ?? {};
  if (!slug || panel.value !== undefined) return null;
  return (
    <ProductDialog
      product={shelf.products.value.get(slug)}
      stock={shelf.stockOf(slug)}
      onClose={closeProduct}
    >
      {inspecting && (
        <inspecting.Panel
          it={inspecting.it}
          together={looking?.together}
          find={inspecting.find}
          stock={shelf.stockOf(slug)}
          onAdd={(sku, ahead) => addToCart(slug, sku, ahead)}
          elsewhere={<Elsewhere it={inspecting.it} />}
        />
      )}
    </ProductDialog>
  );
}

/** The note in which somebody asks one to look along. */
function Note({ looking: { together, Note: LookNote } }: { looking: Looking }) {
  const asked = together.invitation.value;
  return <LookNote together={together} product={asked && shelf.products.value.get(asked.product)} />;
}

/*
 * What lies in the room's state tells no signal, and a component that reads signals is not drawn anew with the one around
 * it: each that shows something of the state reads `tick`.
 */

/** What a list of products shows: those on show, or why there are none. */
const onShelf = () => ({
  items: shelf.onShow.value,
  loaded: shelf.loaded.value,
  trouble: shelf.trouble.value,
  onRetry: openShelf,
  find: (words: string) => searchProducts(api, words),
  known: () => shelf.products.value.values(),
  onOpen: (stand: string) => void openProduct(stand),
  onInspect: (slug: string) => void inspect(slug),
});

function Panels({ stay }: { stay: Stay }) {
  const { link, inside } = stay;
  const Voice = stay.alone ? undefined : inside?.voice;
  void tick.value;
  switch (panel.value) {
    case 'products':
      return (
        <ProductPanel
          {...onShelf()}
          onGoTo={(stand) => {
            close();
            inside?.goToStand(stand);
          }}
          onClose={close}
        />
      );
    case 'places':
      return <Places stay={stay} />;
    case 'people':
      return (
        <PeoplePanel
          visitors={link.state.visitors}
          me={link.sessionId}
          beside={(id) => <Beside stay={stay} id={id} />}
          moves={inside?.moves}
          onGesture={inside?.gesture}
          invitation={invitation()}
          onLook={() => {
            panel.value = 'look';
          }}
          onClose={close}
        />
      );
    case 'look':
      return <LookPanel onLook={wear} onClose={close} />;
    case 'settings':
      return (
        <SettingsPanel
          quality={quality.value}
          onQuality={(wish) => {
            storeWish(wish);
            setQuality(wish);
          }}
          onClose={close}
        >
          <ComfortSettings comfort={comfort.value} onChange={setComfort} />
          {headset.value && <headset.value.Settings />}
          {inside && <inside.captions.Settings />}
          {inside && <inside.danmaku.Settings />}
          {Voice && <Voice.Settings />}
        </SettingsPanel>
      );
    case 'cart':
      return (
        <CartDialog
          basket={basket}
          onRetry={openCart}
          onBrowse={() => {
            panel.value = 'products';
          }}
          onClose={close}
          onward={headset.value?.visit.value !== undefined}
        />
      );
    default:
      return null;
  }
}

/** What one can do about somebody, on their line in the list of people. */
function Beside({ stay, id }: { stay: Stay; id: string }) {
  const { link, inside, chat } = stay;
  void tick.value;
  const name = link.state.visitors.get(id)?.name ?? '';
  if (stay.alone) return null;
  return (
    <>
      {inside && <inside.voice.Person id={id} />}
      <PersonMenu chat={chat} meant={{ session: id, name }} onBlock={inside?.voice.block} />
    </>
  );
}

function Places({ stay: { link, inside, scene } }: { stay: Stay }) {
  const moves = inside?.moves;
  void tick.value;
  const then = (go: () => void) => () => {
    close();
    go();
  };
  const sights: Destination[] = [];
  if (moves && scene.screens.length > 0)
    sights.push({
      id: 'screen',
      label: t('places.goScreen'),
      note: link.state.programme.title,
      go: then(moves.goToScreen),
    });
  for (const [id, { role, name }] of link.state.visitors)
    if (moves && (role === 'host' || role === 'owner') && id !== link.sessionId)
      sights.push({ id, label: t('places.goHost', { name }), go: then(() => moves.goToPerson(id)) });
  const doors = scene.portals
    .filter(({ kind, to }) => kind === 'door' && showroomOf(to))
    .map(({ id, to }) => ({
      id,
      label: t('places.goDoor', { place: nameOf(to) }),
      go: () => void travel(to),
    }));
  const tours = !inside
    ? []
    : scene.portals.flatMap((portal) => {
        const tour = portal.kind === 'panorama' && touring.known.value.get(portal.to);
        if (!tour) return [];
        const title = inLanguage(tour.title, language.value);
        return [{ id: portal.id, label: title, go: then(() => void goThrough(portal)) }];
      });
  const seat = moves &&
    scene.seats.length > 0 && {
      sitting: moves.seat !== undefined,
      sit: then(() => {
        const nearest = moves.nearestSeat();
        if (nearest === undefined) say(t('places.noSeat'));
        else moves.sit(nearest);
      }),
      rise: then(moves.rise),
    };
  return (
    <PlacesPanel sights={sights} seat={seat || undefined} doors={doors} onClose={close}>
      {tours.length > 0 && (
        <>
          <h3>{t('tours.places')}</h3>
          <DestinationList label={t('tours.places')} items={tours} />
        </>
      )}
    </PlacesPanel>
  );
}
