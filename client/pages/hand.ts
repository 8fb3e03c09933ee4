import { inLanguage } from '../../shared/model/localText.ts';
import type { ProductView } from '../../shared/model/productView.ts';
import { noteLook } from '../net/looked.ts';
import { language, t } from '../ui/i18n.ts';
import { say, sayError } from '../ui/toast.tsx';
import { fetchEarly } from './early.ts';
import { basket, opened, panel, shelf } from './state.ts';

/** Takes the product of a stand to the front. */
export async function openProduct(stand: string): Promise<void> {
  const slug = shelf.onShow.value.find((entry) => entry.stand === stand)?.product.slug;
  if (slug) await inspect(slug);
}

/** Takes any product to the front, perhaps at a certain view. */
export async function inspect(slug: string, view?: ProductView): Promise<void> {
  closeProduct();
  panel.value = undefined;
  const mine = { slug, inspecting: undefined };
  opened.value = mine;
  noteLook(slug);
  const hero = shelf.products.value.get(slug)?.files.hero?.web?.url;
  if (hero) fetchEarly(hero);
  try {
    const { startInspection } = await import('./inspecting.ts');
    const started = await startInspection(slug, view, () => opened.value === mine);
    if (!started) return;
    opened.value = { slug, inspecting: started };
  } catch (error) {
    if (opened.value === mine) opened.value = undefined;
    sayError(error);
  }
}

/** Takes what lies open into other hands: those of a headset that has come, or those of the page again. */
export function takeAnew(): void {
  const { slug, inspecting } = opened.value ?? {};
  const view = inspecting?.it.hand.value?.view();
  const shown = panel.value;
  closeProduct();
  if (slug && shown === undefined) void inspect(slug, view);
}

/** Puts it back. */
export function closeProduct(): void {
  opened.value?.inspecting?.it.dispose();
  opened.value = undefined;
}

/** Lays a SKU of a product into the cart, its first one when none is named; `ahead`: one waits for it. */
export async function addToCart(slug: string, sku?: string, ahead = false): Promise<void> {
  const product = await shelf.find(slug);
  await basket
    .add(slug, sku, ahead)
    .then(
      () => product && say(t('product.added', { name: inLanguage(product.name, language.value) })),
      sayError,
    );
}
