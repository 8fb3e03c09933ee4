import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { GESTURES, type Gesture } from '../../shared/model/avatar.ts';
import type { Reaction } from '../../shared/model/reaction.ts';
import { ChatPanel } from '../engagement/ChatPanel.tsx';
import { TourBoard } from '../panoramas/TourBoard.tsx';
import { t } from '../ui/i18n.ts';
import { LinkNotice } from '../ui/LinkNotice.tsx';
import { sayError, Toasts } from '../ui/toast.tsx';
import type { HandSign } from '../xr/gestures.ts';
import { Say } from '../xr/Say.tsx';
import { VrPage, type VrTab } from '../xr/VrPage.tsx';
import type { Vr } from '../xr/vr.ts';
import { closeProduct, takeAnew } from './hand.ts';
import type { Inside } from './inside.ts';
import { basket, stay as currentStay, opened, panel, progress, type Stay, status, tick } from './state.ts';
import { leave as leaveRoom, touring } from './visit.ts';

type VrViewProps = {
  stay: Stay;
  inside: Inside;
  visit: Vr;
  /** The button that ends the visit with the headset. */
  leave: ComponentChildren;
  panels: ComponentChildren;
  product: ComponentChildren;
  /** What is on, and what is offered. */
  event: ComponentChildren;
};

/** What hands send up that clap, are thrown up, or wave. */
const SAYS: Record<HandSign, Reaction> = { clap: 'clap', cheer: 'fire', wave: 'heart' };

/** The page while a headset shows the room: its panels are the boards there. */
export function VrView({ stay, inside, visit, leave, panels, product, event }: VrViewProps) {
  const Voice = stay.alone ? undefined : inside.voice;
  void tick.value;
  // What lies open goes from the page's hands into those of the headset, and back.
  useEffect(() => {
    const anew = (): void => {
      takeAnew();
      touring.takeAnew();
    };
    anew();
    return () => {
      if (currentStay.peek() === stay) anew();
    };
  }, [stay]);
  useEffect(() => visit.onSign((sign) => stay.chat.reactions.react(SAYS[sign])), [visit, stay]);
  const tour = touring.open.value;
  useEffect(() => {
    if (tour) panel.value = 'tour';
    else if (panel.peek() === 'tour') panel.value = undefined;
  }, [tour?.point]);
  const tabs: VrTab[] = [
    ...(tour ? [{ name: 'tour', label: t('tours.list'), icon: 'help' as const }] : []),
    { name: 'products', label: t('nav.products'), icon: 'box' },
    { name: 'cart', label: t('nav.cart'), icon: 'cart', count: basket.count.value },
    { name: 'event', label: t('xr.tab.event'), icon: 'play' },
    { name: 'people', label: t('nav.people'), icon: 'people', count: stay.link.state.visitors.size },
    { name: 'say', label: t('xr.tab.say'), icon: 'chat' },
    { name: 'places', label: t('nav.places'), icon: 'places' },
    { name: 'settings', label: t('nav.settings'), icon: 'settings' },
  ];
  const shown = panel.value;
  return (
    <>
      <header class="head-bar">
        <span class="brand">Vitrine</span>
        <nav>{leave}</nav>
      </header>
      <VrPage
        visit={visit}
        tabs={tabs}
        panel={panel as Signal<string | undefined>}
        other={shown === undefined && opened.value !== undefined}
        holds={opened.value !== undefined}
        beside={Voice && <Voice.Button />}
        onClose={() => {
          panel.value = undefined;
          closeProduct();
        }}
        notes={
          <>
            {progress.value && <p class="notice">{progress.value}</p>}
            <inside.captions.Slot />
            <Toasts />
            <LinkNotice status={status.value} onRejoin={leaveRoom} />
          </>
        }
      >
        <Shown {...{ stay, inside, panels, event }} />
        {product}
      </VrPage>
    </>
  );
}

/** The tab that lies open. */
function Shown({ stay, inside, panels, event }: Pick<VrViewProps, 'stay' | 'inside' | 'panels' | 'event'>) {
  const tour = touring.open.value;
  switch (panel.value) {
    case 'tour':
      return tour ? (
        <TourBoard
          {...tour}
          onGo={(point, heading) => void touring.go(tour.tour.name, point, heading)}
          onLeave={touring.leave}
          onClose={() => {
            panel.value = undefined;
          }}
        />
      ) : null;
    case 'say':
      return <Talking stay={stay} inside={inside} />;
    case 'event':
      return (
        <section class="panel stack" aria-label={t('xr.tab.event')}>
          {event}
          <button type="button" class="choice" onClick={inside.moves.goToScreen}>
            {t('xr.screen')}
          </button>
          <p class="hint">{t('xr.event.none')}</p>
        </section>
      );
    default:
      return panels;
  }
}

/** Phrases, gestures, and the talk. */
function Talking({ stay: { chat }, inside }: { stay: Stay; inside: Inside }) {
  return (
    <Say say={(text) => void chat.say(text).catch(sayError)}>
      <div class="vr-phrases" role="group" aria-label={t('gesture.title')}>
        {(Object.keys(GESTURES) as Gesture[]).map((name) => (
          <button key={name} type="button" class="choice" onClick={() => inside.gesture(name)}>
            {t(`gesture.${name}`)}
          </button>
        ))}
      </div>
      <ChatPanel chat={chat} onBlock={inside.voice.block} />
    </Say>
  );
}
