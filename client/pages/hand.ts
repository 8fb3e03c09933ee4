import { inLanguage } from '../../shared/model/catalogue.ts';
import { formatLength } from '../ui/format.ts';
import { language, t, writing } from '../ui/i18n.ts';
import { say, sayError } from '../ui/toast.tsx';
import { basket, opened, panel, shelf, stay } from './state.ts';

/** Takes the product of a stand to the front. */
export async function openProduct(stand: string): Promise<void> {
  const slug = shelf.onShow.value.find((entry) => entry.stand === stand)?.product.slug;
  if (!slug) return;
  closeProduct();
  panel.value = undefined;
  opened.value = { stand, slug, hand: undefined };
  const below = matchMedia('(max-width: 720px) and (orientation: portrait)').matches;
  const aside = Math.min(392 / innerWidth, 0.43) * (document.documentElement.dir === 'rtl' ? -1 : 1);
  const covered = below ? { right: 0, top: 0.12, bottom: 0.53 } : { right: aside, top: 0, bottom: 0 };
  const sheet = await shelf.sheet(slug).catch(() => undefined);
  if (!sheet || opened.value?.slug !== slug) return;
  const nothing = (): void => {};
  const hand = await stay.value?.inside
    ?.inspect({
      sheet,
      covered,
      length: (mm) => formatLength(mm, writing.value),
      lineText: ({ label }) => (label ? inLanguage(label, language.value) : ''),
      markName: ({ title }) => inLanguage(title, language.value),
      onMark: nothing,
      onPart: nothing,
      onView: nothing,
    })
    .catch(() => undefined);
  if (!hand) return;
  if (opened.value?.slug === slug && !opened.value.hand) opened.value = { stand, slug, hand };
  else hand.dispose();
}

/** Puts it back. */
export function closeProduct(): void {
  opened.value?.hand?.dispose();
  opened.value = undefined;
}

/** Lays a product into the cart. */
export async function addToCart(slug: string): Promise<void> {
  const product = await shelf.find(slug);
  await basket
    .add(slug)
    .then(
      () => product && say(t('product.added', { name: inLanguage(product.name, language.value) })),
      sayError,
    );
}
