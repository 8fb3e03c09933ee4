import wave from 'lucide-static/icons/hand.svg?raw';
import clap from 'lucide-static/icons/hand-heart.svg?raw';
import think from 'lucide-static/icons/lightbulb.svg?raw';
import dance from 'lucide-static/icons/music.svg?raw';
import cheer from 'lucide-static/icons/party-popper.svg?raw';
import point from 'lucide-static/icons/pointer.svg?raw';
import { GAITS, type Gesture } from '../../shared/model/avatar.ts';

const icons: Record<Gesture, string> = { wave, clap, point, think, cheer, dance };

/** The sign of a gesture by its index in GAITS, as SVG; undefined for what is no gesture. */
export function emoteOf(gait: number): string | undefined {
  return icons[GAITS[gait] as Gesture];
}
