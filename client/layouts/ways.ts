import type { ProductSheet } from '../../shared/model/catalogue.ts';

/** What a browser can do to show a product in one's own room, beside the room planner. */
export type Way = 'webxr' | 'quickLook' | 'sceneViewer' | 'phone';

/** What is asked of a browser. */
export type Abilities = {
  /** Whether it draws into the camera's picture itself. */
  webxr: boolean;
  /** Whether it hands a USDZ file to the system's viewer (https://developer.apple.com/augmented-reality/quick-look). */
  quickLook: boolean;
  /** Whether it runs on Android, whose viewer reads GLB files (https://developers.google.com/ar/develop/scene-viewer). */
  android: boolean;
  /** Whether it is pointed at by a mouse: then a phone may do what it can't. */
  desktop: boolean;
};

/** The best way to one's own room that there is; undefined leaves the planner alone. */
export function wayOf({ webxr, quickLook, android, desktop }: Abilities): Way | undefined {
  if (webxr) return 'webxr';
  if (quickLook) return 'quickLook';
  if (android) return 'sceneViewer';
  return desktop ? 'phone' : undefined;
}

/** Asks this browser. */
export async function readAbilities(): Promise<Abilities> {
  const webxr = await navigator.xr?.isSessionSupported('immersive-ar').catch(() => false);
  const anchor = document.createElement('a');
  return {
    webxr: webxr === true,
    quickLook: anchor.relList?.supports?.('ar') === true,
    android: /Android/i.test(navigator.userAgent),
    desktop: matchMedia('(pointer: fine)').matches && !matchMedia('(pointer: coarse)').matches,
  };
}

/** What is said on the banner of a product: its words and its price. */
export type Banner = { title: string; subtitle: string; price: string; call: string };

/** The file for the system's viewer of Apple's devices: at true size, with a banner that buys. */
export function quickLookLink(usdz: string, page: string, { title, subtitle, price, call }: Banner): string {
  const said = Object.entries({
    allowsContentScaling: '0',
    canonicalWebPageURL: page,
    checkoutTitle: title,
    checkoutSubtitle: subtitle,
    price,
    callToAction: call,
  });
  return `${usdz}#${said.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`;
}

/** The address that opens Android's viewer with a model at true size; where there is none it leads to `instead`. */
export function sceneViewerLink(file: string, title: string, page: string, instead: string): string {
  const query = new URLSearchParams({ file, mode: 'ar_only', resizable: 'false', title, link: page });
  const end = [
    'scheme=https',
    'package=com.google.android.googlequicksearchbox',
    'action=android.intent.action.VIEW',
    `S.browser_fallback_url=${encodeURIComponent(instead)}`,
  ];
  return `intent://arvr.google.com/scene-viewer/1.0?${query}#Intent;${end.join(';')};end;`;
}

/** The planner with a product put into the room. */
export const plannerLink = (slug: string, sku: string): string =>
  `/planner?${new URLSearchParams({ add: slug, ...(sku && { sku }) })}`;

/** The product's page for another device: the same variant, and a code that takes the cart along. */
export const handoverLink = (page: string, code: string): string => `${page}#cart=${code}`;

/** The code in an address that takes a cart along; undefined when there is none. */
export const handedOver = (hash: string): string | undefined =>
  new URLSearchParams(hash.slice(1)).get('cart') ?? undefined;

/** The product's file for the system's viewer of a phone: plain glTF for Android's, USDZ for Apple's. */
export const phoneFile = (
  { slug, version, usdz }: Pick<ProductSheet, 'slug' | 'version' | 'usdz'>,
  ending: 'glb' | 'usdz',
): string => (ending === 'usdz' && usdz) || `/api/products/${slug}/model.${ending}?version=${version}`;
