import { HOUSE_INPUT } from '../../shared/model/sources.ts';
import { ON_STAGE } from '../../shared/wire/onStage.ts';
import type { Hand, SourceInfo } from '../../shared/wire/stage.ts';
import { type RoomState, Source } from '../../shared/wire/state.ts';
import type { Shown } from './stage.ts';

const NOTHING = { source: 'none', video: '', audio: '', title: '', sendEpoch: 0 };

/** Writes what is rehearsed, what screens of their own show, and the house channel among the inputs; what is on air is written with the epoch of its room. */
export function writeShown(state: RoomState, { rehearsal, screens, house }: Shown): void {
  if (!house) state.sources.delete(HOUSE_INPUT);
  else {
    const source = state.sources.get(HOUSE_INPUT) ?? new Source();
    Object.assign(source, { kind: HOUSE_INPUT, name: '', video: house.video, audio: house.audio });
    if (!state.sources.has(HOUSE_INPUT)) state.sources.set(HOUSE_INPUT, source);
  }
  Object.assign(state.rehearsal, rehearsal ?? NOTHING);
  for (const [screen, shows] of screens)
    if (state.screens.get(screen) !== shows) state.screens.set(screen, shows);
  for (const screen of [...state.screens.keys()]) if (!screens.has(screen)) state.screens.delete(screen);
}

/** Writes the inputs of the stage: without who their senders are elsewhere than in the room. */
export function writeSources(state: RoomState, inputs: readonly SourceInfo[]): void {
  for (const { id, kind, name, peer, video, audio, muted, tally } of inputs) {
    const source = state.sources.get(id) ?? new Source();
    Object.assign(source, { kind, name, by: kind === 'encoder' ? '' : peer, video, audio, muted, tally });
    if (!state.sources.has(id)) state.sources.set(id, source);
  }
  for (const id of [...state.sources.keys()])
    if (id !== HOUSE_INPUT && !inputs.some((input) => input.id === id)) state.sources.delete(id);
}

/** Marks those who have raised a hand, are asked up or on stage. */
export function writeHands(state: RoomState, hands: readonly Hand[]): void {
  const status = new Map(hands.map((hand) => [hand.peer, ON_STAGE[hand.status]]));
  state.visitors.forEach((visitor, session) => {
    const stage = status.get(session) ?? ON_STAGE.no;
    if (visitor.stage !== stage) visitor.stage = stage;
  });
}
