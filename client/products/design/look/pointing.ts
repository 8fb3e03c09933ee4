import type { Hotspot } from '../../../../shared/model/authoring.ts';
import { t } from '../../../ui/i18n.ts';
import { say } from '../../../ui/toast.tsx';
import { type LookDesk, newId, type Pointing } from './lookDesk.ts';
import type { Picked } from './lookScene.ts';

/** Takes a point of the surface for what it was asked for; says so when there is no surface there. */
export function takePoint(look: LookDesk, picked: Picked | undefined): void {
  const asked = look.pointing.value;
  if (asked.kind === 'none') look.part.value = picked?.part ?? '';
  else if (picked) usePoint(look, asked, picked);
  else say(t('design.noSurface'));
}

function usePoint(look: LookDesk, asked: Pointing, picked: Picked): void {
  look.pointing.value = { kind: 'none' };
  if (asked.kind === 'mark') addMark(look, picked);
  else if (asked.kind === 'move-mark') change(look, asked.id, picked);
  else if (asked.kind === 'measure') change(look, asked.id, { to: picked.at });
  else if (asked.kind === 'line' && asked.from) addLine(look, asked.from, picked);
  else if (asked.kind === 'line') {
    look.pointing.value = { kind: 'line', from: picked };
    say(t('design.lineOther'));
  }
}

function addMark(look: LookDesk, picked: Picked): void {
  const id = newId();
  const mark: Hotspot = { id, kind: 'text', ...picked, title: { en: '' }, text: { en: '' } };
  look.change(({ hotspots }) => ({ hotspots: [...hotspots, mark] }));
  look.mark.value = id;
  say(t('design.markPinned'));
}

function addLine(look: LookDesk, from: Picked, to: Picked): void {
  const line = { id: newId(), from: from.at, to: to.at, label: null };
  look.change(({ dimensions }) => ({ dimensions: [...dimensions, line] }));
}

/** Changes one mark. */
export function change(look: LookDesk, id: string, what: Partial<Hotspot>, thing?: string): void {
  look.change(
    ({ hotspots }) => ({ hotspots: hotspots.map((one) => (one.id === id ? { ...one, ...what } : one)) }),
    thing,
  );
}
