import './ways.css';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Offer, ProductSheet } from '../../shared/model/catalogue.ts';
import { inLanguage } from '../../shared/model/localText.ts';
import { formatMoney } from '../../shared/model/money.ts';
import { language, t, writing } from '../ui/i18n.ts';
import { Qr } from '../ui/Qr.tsx';
import { sayError } from '../ui/toast.tsx';
import type { Ask } from './layoutsApi.ts';
import {
  type Abilities,
  handoverLink,
  phoneFile,
  plannerLink,
  quickLookLink,
  readAbilities,
  sceneViewerLink,
  wayOf,
} from './ways.ts';

type WaysProps = {
  sheet: ProductSheet;
  /** What is chosen of it. */
  offer: Offer | undefined;
  ask: Ask;
  /** The address of this page at the view one has. */
  here(): string;
  onAdd(sku: string): Promise<void>;
};

/** The ways to see a product at home, the best that this browser has first, each told plainly; the planner is always one. */
export function Ways(props: WaysProps) {
  const { sheet, offer } = props;
  const can = useSignal<Abilities | undefined>(undefined);
  useEffect(() => {
    void readAbilities().then((found) => {
      can.value = found;
    });
  }, []);
  const way = can.value && wayOf(can.value);
  return (
    <section class="ways-home" aria-label={t('ways.title')}>
      <h3>{t('ways.title')}</h3>
      {way === 'quickLook' && <QuickLook {...props} />}
      {way === 'sceneViewer' && <SceneViewer {...props} />}
      <p class="way-home">
        <a class="way-link" href={plannerLink(sheet.slug, offer?.sku ?? '')}>
          {t('ways.planner')}
        </a>
        <small>{t('ways.plannerHint')}</small>
      </p>
      {can.value?.desktop && !can.value.webxr && <OnPhone {...props} />}
    </section>
  );
}

/** Opens the viewer of Apple's devices; its banner's button lays the product into the cart here. */
function QuickLook({ sheet, offer, onAdd }: WaysProps) {
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    const tapped = (event: Event): void => {
      if ((event as MessageEvent).data === '_apple_ar_quicklook_button_tapped' && offer)
        void onAdd(offer.sku);
    };
    const anchor = link.current!;
    anchor.addEventListener('message', tapped);
    return () => anchor.removeEventListener('message', tapped);
  }, [offer?.sku]);
  const banner = {
    title: inLanguage(sheet.name, language.value),
    subtitle: inLanguage(sheet.materials, language.value),
    price: offer ? formatMoney(offer.price, writing.value) : '',
    call: t('product.addToCart'),
  };
  return (
    <p class="way-home">
      {/* Safari opens the viewer at once only when a picture is all that the link holds (https://webkit.org/blog/8421/viewing-augmented-reality-assets-in-safari-for-ios/). */}
      <a
        ref={link}
        class="way-link first"
        rel="ar"
        aria-label={t('ways.quickLook')}
        href={quickLookLink(phoneFile(sheet, 'usdz'), `${location.origin}/p/${sheet.slug}`, banner)}
      >
        <img src={sheet.thumbnail} alt="" width="44" height="44" />
      </a>
      <small>
        <b>{t('ways.quickLook')}</b> {t('ways.quickLookHint')}
      </small>
    </p>
  );
}

function SceneViewer({ sheet, offer }: WaysProps) {
  const { origin } = location;
  const file = new URL(phoneFile(sheet, 'glb'), origin).href;
  const instead = origin + plannerLink(sheet.slug, offer?.sku ?? '');
  const title = inLanguage(sheet.name, language.value);
  return (
    <p class="way-home">
      <a class="way-link first" href={sceneViewerLink(file, title, `${origin}/p/${sheet.slug}`, instead)}>
        {t('ways.sceneViewer')}
      </a>
      <small>{t('ways.sceneViewerHint')}</small>
    </p>
  );
}

type Given = { code: string; until: number };

/** A code on the screen that opens the same product on a phone, with the cart. */
function OnPhone({ ask, here }: WaysProps) {
  const given = useSignal<(Given & { link: string }) | undefined>(undefined);
  const busy = useSignal(false);
  const give = async (): Promise<void> => {
    if (busy.value) return;
    busy.value = true;
    try {
      const { code, until, now } = await ask<Given & { now: number }>('POST', '/api/handover');
      given.value = { code, until: Date.now() + until - now, link: handoverLink(here(), code) };
    } catch (error) {
      sayError(error);
    }
    busy.value = false;
  };
  const shown = given.value;
  if (!shown)
    return (
      <p class="way-home">
        <button type="button" class="quiet way-link" aria-disabled={busy.value} onClick={() => void give()}>
          {t('ways.phone')}
        </button>
      </p>
    );
  const time = new Intl.DateTimeFormat(writing.value, { timeStyle: 'short' }).format(shown.until);
  return (
    <div class="way-phone">
      <Qr text={shown.link} label={t('ways.phone')} />
      <p>
        {t('ways.phoneHint')} <small>{t('ways.phoneTill', { time })}</small>
        <button type="button" class="quiet" onClick={() => void give()}>
          {t('ways.fresh')}
        </button>
      </p>
    </div>
  );
}
