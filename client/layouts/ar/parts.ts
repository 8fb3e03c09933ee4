import type { ReadonlySignal, Signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import type { Product, ProductSheet } from '../../../shared/model/catalogue.ts';
import { inLanguage } from '../../../shared/model/localText.ts';
import { language, learnWords, t } from '../../ui/i18n.ts';
import { toRefusal } from '../../ui/report.ts';
import { say, sayError } from '../../ui/toast.tsx';
import type { World } from '../../world/world.ts';
import type { LoadBody } from '../bodies.ts';
import type { Keeping } from '../keeping.ts';
import type { LayoutsApi } from '../layoutsApi.ts';
import type { PlanLine } from '../plan.ts';
import { PLAN_WORDS } from '../planner/words.ts';
import type { TogetherParts } from '../together.ts';
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
  /** Cart and checkout, in a panel; `onward` offers to finish on another device. */
  Cart: ComponentType<{ onClose(): void; onward: boolean }>;
  cartCount: ReadonlySignal<number>;
  unit(): 'cm' | 'inch';
  /** Where rooms are saved; this device keeps a copy in any case. */
  layouts: LayoutsApi;
  events: TogetherParts['events'];
  /** Whether one's rooms belong to an account, not to this browser alone. */
  signedIn(): Promise<boolean>;
};

/** What lies open over one's own room. */
export type Open = 'picker' | 'picture' | 'cart' | 'save' | 'saveAndShare' | 'share' | 'rooms' | undefined;

/** What every part of the interface over one's own room needs. */
export type OverlayProps = {
  parts: ArParts;
  placing: Placing;
  keeping: Keeping;
  view: RoomView;
  open: Signal<Open>;
};

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

/** Opens one's own rooms or the links to this one, once their words are there. */
export async function openKept(open: Signal<Open>, which: 'rooms' | 'share'): Promise<void> {
  await learnWords(PLAN_WORDS);
  open.value = which;
}

/** Whether the room is kept by the server as one's own. */
export const isSaved = ({ opened }: Keeping): boolean => (opened.value?.key ?? null) !== null;

/** Saves the room, or a copy of somebody else's, and says where it is kept. Answers whether others can see it now. */
export async function save(
  parts: ArParts,
  placing: Placing,
  keeping: Keeping,
  name: string,
): Promise<boolean> {
  placing.rename(name);
  try {
    await (keeping.opened.value ? keeping.copy() : keeping.save());
    say(t((await parts.signedIn()) ? 'ar.savedAccount' : 'ar.savedBrowser'));
    return true;
  } catch (error) {
    const refusal = toRefusal(error);
    if (refusal.code === 'offline') say(t('ar.savedHereOnly'), 'error');
    else sayError(refusal);
    return false;
  }
}
