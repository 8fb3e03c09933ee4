import type { ReadonlySignal, Signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import type { Product, ProductSheet } from '../../../shared/model/catalogue.ts';
import type { LayoutContent } from '../../../shared/model/layout.ts';
import { inLanguage } from '../../../shared/model/localText.ts';
import { language, t } from '../../ui/i18n.ts';
import { say, sayError } from '../../ui/toast.tsx';
import type { World } from '../../world/world.ts';
import type { LoadBody } from '../bodies.ts';
import type { PlanLine } from '../plan.ts';
import type { Placing } from './placing.ts';
import type { RoomView } from './view.ts';

/** What one's own room needs of its page. */
export type ArParts = {
  world(): Promise<World>;
  ask(slug: string): Promise<ProductSheet>;
  find(words: string): Promise<Product[]>;
  load: LoadBody;
  /** Lays what is placed into the cart. */
  addAll(lines: readonly PlanLine[]): Promise<void>;
  /** Cart and checkout, in a panel. */
  Cart: ComponentType<{ onClose(): void }>;
  cartCount: ReadonlySignal<number>;
  /** Opens the page's own cart, once one has left. */
  openCart(): void;
  unit(): 'cm' | 'inch';
  /** Saves the room elsewhere too, when one asks for it; this device keeps it in any case. */
  save?: (content: LayoutContent) => Promise<void>;
};

/** What lies open over one's own room. */
export type Open = 'picker' | 'picture' | 'cart' | undefined;

/** What every part of the interface over one's own room needs. */
export type OverlayProps = { parts: ArParts; placing: Placing; view: RoomView; open: Signal<Open> };

/** Lays all of it into the cart and says so. */
export async function addAll(parts: ArParts, placing: Placing): Promise<boolean> {
  const lines = placing.plan.lines();
  try {
    await parts.addAll(lines);
    say(t('ar.addedAll', { count: lines.reduce((sum, { quantity }) => sum + quantity, 0) }));
    return true;
  } catch (error) {
    sayError(error);
    return false;
  }
}

/** Takes the selected piece away; a press brings it back. */
export function removeChosen(placing: Placing): void {
  const piece = placing.remove();
  if (!piece) return;
  const sheet = placing.sheets.get(piece.product);
  const name = sheet ? inLanguage(sheet.name, language.value) : piece.sku;
  say(t('ar.removed', { name }), 'note', {
    label: t('ar.undo'),
    run: placing.plan.undo,
  });
}

/** Saves the room where the page saves rooms, and says where it is kept. */
export async function save(parts: ArParts, placing: Placing): Promise<void> {
  try {
    await parts.save?.(placing.content());
    say(t(parts.save ? 'ar.saved' : 'ar.savedHere'));
  } catch (error) {
    sayError(error);
  }
}
