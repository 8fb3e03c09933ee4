import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Icon } from './Icon.tsx';
import { t } from './i18n.ts';

type HeadBarProps = {
  status: ComponentChildren;
  panel: Signal<string | undefined>;
  cartCount: number;
  people: number;
  /** The microphone, once one is inside. */
  voice?: ComponentChildren;
  soundOn: boolean;
  onSound(on: boolean): void;
};

/** The bar at the top: what is on air, and the ways to products, places, people, cart and settings. */
export function HeadBar({ status, panel, cartCount, people, voice, soundOn, onSound }: HeadBarProps) {
  const toggle = (name: string) => () => {
    panel.value = panel.value === name ? undefined : name;
  };
  const pressed = (name: string) => panel.value === name;
  return (
    <header class="head-bar">
      <span class="brand">Vitrine</span>
      {status}
      <nav>
        <button
          type="button"
          class="pill"
          aria-label={t('nav.products')}
          aria-expanded={pressed('products')}
          onClick={toggle('products')}
        >
          <Icon name="box" />
          <span>{t('nav.products')}</span>
        </button>
        <button
          type="button"
          class="pill"
          aria-label={t('nav.places')}
          aria-expanded={pressed('places')}
          onClick={toggle('places')}
        >
          <Icon name="places" />
        </button>
        <button
          type="button"
          class="pill"
          aria-label={t('people.title', { count: people })}
          aria-expanded={pressed('people')}
          onClick={toggle('people')}
        >
          <Icon name="people" />
          <b>{people}</b>
        </button>
        {voice}
        <button
          type="button"
          class="pill"
          aria-label={t('settings.sound')}
          aria-pressed={soundOn}
          onClick={() => onSound(!soundOn)}
        >
          <Icon name={soundOn ? 'soundOn' : 'soundOff'} />
        </button>
        <button
          type="button"
          class="pill"
          aria-label={t('nav.settings')}
          aria-expanded={pressed('settings')}
          onClick={toggle('settings')}
        >
          <Icon name="settings" />
        </button>
        <button
          type="button"
          class="pill strong"
          aria-label={t('cart.open', { count: cartCount })}
          aria-expanded={pressed('cart')}
          onClick={toggle('cart')}
        >
          <Icon name="cart" />
          <span>{t('nav.cart')}</span>
          {cartCount > 0 && <b>{cartCount}</b>}
        </button>
      </nav>
    </header>
  );
}
