import { effect } from '@preact/signals';
import type { Product } from '../../shared/model/catalogue.ts';
import { inLanguage } from '../../shared/model/localText.ts';
import type { ProductView } from '../../shared/model/productView.ts';
import { followAlone } from '../products/inspect/alone.tsx';
import { coveredBy } from '../products/inspect/covered.ts';
import { InspectPanel } from '../products/inspect/InspectPanel.tsx';
import { type Inspection, openInspection } from '../products/inspect/inspection.ts';
import { coverUntilSeen } from '../products/inspect/waiting.ts';
import { INSPECT_WORDS } from '../products/inspect/words.ts';
import { searchProducts } from '../products/search/find.ts';
import { language, learnWords } from '../ui/i18n.ts';
import { readOut } from '../ui/readOut.ts';
import { api, type Inspecting, shelf, stay } from './state.ts';

/** Brings what draws a product in the hand. */
export function fetchInspector(): void {
  import('../products/inspect/inspector.ts').catch(() => undefined);
}

/** Starts to look closely at a product; nothing when `isWanted` says so by the time its words are there. */
export async function startInspection(
  slug: string,
  view: ProductView | undefined,
  isWanted: () => boolean,
): Promise<Inspecting | undefined> {
  fetchInspector();
  const [known] = await Promise.all([shelf.find(slug), learnWords(INSPECT_WORDS)]);
  if (!isWanted()) return undefined;
  const inside = stay.value?.inside;
  const it = openInspection({
    slug,
    known,
    ask: shelf.sheet,
    show: inside && ((parts) => inside.inspect(parts)),
    covered: coveredBy,
    view,
  });
  const undo = [followRoom(it), readMarks(it)];
  if (inside && !inside.immersed) {
    const region = document.querySelector<HTMLElement>('.stage-region')!;
    undo.push(coverUntilSeen(it, region), followAlone(it, region));
  }
  const dispose = (): void => {
    for (const step of undo.splice(0)) step();
    it.dispose();
  };
  return { it: { ...it, dispose }, Panel: InspectPanel, find: findProducts };
}

/** Follows what the room says of a product: a newer version is offered, its stock is kept current. */
function followRoom(it: Inspection): () => void {
  let stock = shelf.standing(it.slug)?.stock;
  return effect(() => {
    const now = shelf.standing(it.slug);
    const version = it.sheet.value?.version;
    if (!now || version === undefined) return;
    if (now.version > version) it.newer.value = true;
    if (now.stock !== stock) void it.refreshOffers();
    stock = now.stock;
  });
}

/** With a headset a mark that is opened is read out as well. */
const readMarks = (it: Inspection): (() => void) =>
  effect(() => {
    const mark = it.mark.value;
    if (!mark || !it.hand.peek()?.byHands) return;
    const hotspot = it.sheet.peek()?.authoring.hotspots.find(({ id }) => id === mark);
    if (!hotspot) return;
    const [title, text] = [hotspot.title, hotspot.text].map((one) => inLanguage(one, language.peek()));
    readOut(`${title}. ${text}`, language.peek());
  });

/** Products to compare with: those on show, or what is found by words. */
async function findProducts(words: string): Promise<Product[]> {
  if (!words && shelf.onShow.value.length > 1)
    return [...new Map(shelf.onShow.value.map(({ product }) => [product.slug, product])).values()];
  return searchProducts(api, words);
}
