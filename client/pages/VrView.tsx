import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { GESTURES, type Gesture } from '../../shared/model/avatar.ts';
import { ChatPanel } from '../engagement/ChatPanel.tsx';
import { t } from '../ui/i18n.ts';
import { LinkNotice } from '../ui/LinkNotice.tsx';
import { sayError, Toasts } from '../ui/toast.tsx';
import { Say } from '../xr/Say.tsx';
import { VrPage, type VrTab } from '../xr/VrPage.tsx';
import type { Vr } from '../xr/vr.ts';
import { closeProduct } from './hand.ts';
import type { Inside } from './inside.ts';
import { basket, opened, panel, progress, type Stay, status, tick } from './state.ts';
import { leave as leaveRoom } from './visit.ts';

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

/** The page while a headset shows the room: its panels are the boards there. */
export function VrView({ stay, inside, visit, leave, panels, product, event }: VrViewProps) {
  const Voice = stay.alone ? undefined : inside.voice;
  void tick.value;
  const tabs: VrTab[] = [
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
        {shown === 'say' ? (
          <Talking stay={stay} inside={inside} />
        ) : shown === 'event' ? (
          <section class="panel stack" aria-label={t('xr.tab.event')}>
            {event}
            <button type="button" class="choice" onClick={inside.moves.goToScreen}>
              {t('xr.screen')}
            </button>
            <p class="hint">{t('xr.event.none')}</p>
          </section>
        ) : (
          panels
        )}
        {product}
      </VrPage>
    </>
  );
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
