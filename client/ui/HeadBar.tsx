import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { formatNumber } from './format.ts';
import { Icon } from './Icon.tsx';
import { t, writing } from './i18n.ts';

type HeadBarProps = {
  status: ComponentChildren;
  panel: Signal<string | undefined>;
  cartCount: number;
  people: number;
  /** The microphone, once one is inside. */
  voice?: ComponentChildren;
  /** The way into a headset, where there is one. */
  headset?: ComponentChildren;
  soundOn: boolean;
  onSound(on: boolean): void;
};

/** The bar at the top: what is on air, and the ways to products, places, people, cart and settings. */
export function HeadBar({
  status,
  panel,
  cartCount,
  people,
  voice,
  headset,
  soundOn,
  onSound,
}: HeadBarProps) {
  return (
    <header class="head-bar">
      <span class="brand">Vitrine</span>
      {status}
      <nav>
        <PanelPill name="products" label={t('nav.products')} panel={panel}>
          <Icon name="box" />
          <span>{t('nav.products')}</span>
        </PanelPill>
        <PanelPill name="places" label={t('nav.places')} panel={panel}>
          <Icon name="places" />
        </PanelPill>
        <PanelPill name="people" label={t('people.title', { count: people })} panel={panel}>
          <Icon name="people" />
          <b>{formatNumber(people, writing.value)}</b>
        </PanelPill>
        {voice}
        {headset}
        <button
          type="button"
          class="pill"
          aria-label={t('settings.sound')}
          aria-pressed={soundOn}
          onClick={() => onSound(!soundOn)}
        >
          <Icon name={soundOn ? 'soundOn' : 'soundOff'} />
        </button>
        <PanelPill name="settings" label={t('nav.settings')} panel={panel}>
          <Icon name="settings" />
        </PanelPill>
        <PanelPill name="cart" label={t('cart.open', { count: cartCount })} panel={panel} strong>
          <Icon name="cart" />
          <span>{t('nav.cart')}</span> {cartCount > 0 && <b>{formatNumber(cartCount, writing.value)}</b>}
        </PanelPill>
      </nav>
    </header>
  );
}

type PillProps = {
  /** The panel that it opens and closes. */
  name: string;
  label: string;
  panel: Signal<string | undefined>;
  strong?: boolean;
  children: ComponentChildren;
};

function PanelPill({ name, label, panel, strong = false, children }: PillProps) {
  const open = panel.value === name;
  return (
    <button
      type="button"
      class={strong ? 'pill strong' : 'pill'}
      aria-label={label}
      aria-expanded={open}
      onClick={() => {
        panel.value = open ? undefined : name;
      }}
    >
      {children}
    </button>
  );
}
