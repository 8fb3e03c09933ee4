import type { DimensionLine, Hotspot, SectionPlane } from '../../../shared/model/authoring.ts';
import type { ProductSheet } from '../../../shared/model/catalogue.ts';
import type { Vec3 } from '../../../shared/model/part.ts';
import type { ProductView } from '../../../shared/model/productView.ts';
import type { World } from '../../world/world.ts';
import type { Dot } from './dots.ts';
import type { Figure } from './figures.ts';
import type { Covered } from './framing.ts';

/** A product in the hand: its own scene, drawn in place of the room. What is wished for before all of it is there is kept until then. */
export type Inspector = {
  /** It is held by the hands of a headset, in the room itself. */
  readonly byHands?: boolean;
  turn(radians: number): void;
  tilt(radians: number): void;
  /** Factor of the distance: below 1 is nearer. */
  zoom(factor: number): void;
  /** Turns by itself, or not. */
  setTurning(on: boolean): void;
  setMeasures(shown: boolean): void;
  /** Writes all lengths anew, in another unit. */
  writeLengths(): void;
  setMarks(shown: boolean): void;
  setVariant(name: string): void;
  /** How far it is taken apart, 0 to 1. */
  setExplode(share: number): void;
  setSection(plane: SectionPlane | null): void;
  setXray(on: boolean): void;
  /** Picks a part out: all else is looked through; empty lets go. */
  setPart(part: string): void;
  /** Plays a clip of the file to its end and stays there, or back to its beginning; undefined stops. */
  play(clip: string, forward: boolean): void;
  setFigure(figure: Figure | undefined): Promise<void>;
  /** Stands a second product beside it, or takes that away; throws when it can't be had. */
  setBeside(sheet: ProductSheet | undefined): Promise<void>;
  /** Where others point. */
  setDots(dots: readonly Dot[]): void;
  /** What panels cover has changed. */
  setCovered(covered: Covered): void;
  /** Goes to the mark. */
  lookAtMark(id: string): void;
  /** Back to how one first saw it. */
  reset(): void;
  view(): ProductView;
  /** Goes to a view: of a link, a stop, or somebody one looks together with. */
  setView(view: ProductView): void;
  /** Goes along with somebody whose view is told anew again and again. */
  follow(view: ProductView): void;
  /** The point of the product under a point of the picture (shares of its width and height), and its part. */
  pick(x: number, y: number): { at: Vec3; part: string } | undefined;
  /** Where a point of the product lies in the picture, as shares of its width and height. */
  project(at: Vec3): { x: number; y: number };
  /** Brings the product itself where another file stands in for it, without a jump; resolves when all of it is drawn, throws when it can't be had. To be asked again then. */
  complete(): Promise<void>;
  dispose(): void;
};

/** What to show, where its figures go, and who hears of what one does with it. */
export type InspectorParts = {
  world: World;
  sheet: ProductSheet;
  /** A file that is here already, or soon: it is shown until the product itself is there. */
  standIn: string | undefined;
  /** The layer for figures and marks, over the canvas; what it lies in has the keyboard. */
  layer: HTMLElement;
  covered: Covered;
  /** How the keys are told to who can't see the picture. */
  keys: string;
  /** A length in millimetres as the reader writes it. */
  length(mm: number): string;
  lineText(line: DimensionLine): string;
  markName(hotspot: Hotspot, number: number): string;
  onMark(hotspot: Hotspot): void;
  onPart(part: string): void;
  /** Somebody has taken it in hand: it turns by itself no more. */
  onTake(): void;
  /** Something of the view has changed by hand: turned, picked. */
  onView(): void;
  /** Whether two hands pull it apart now. */
  pulls(): boolean;
  /** It is seen. */
  onShown(): void;
  /** It has been put back. */
  onClose(): void;
};
