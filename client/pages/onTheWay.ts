import { sayError } from '../ui/toast.tsx';
import type { Headset } from '../xr/headset.ts';
import { headset } from './immersing.ts';
import type { Inside } from './inside.ts';

/** A headset that is on while one is on the way from one room to the next. */
let onTheWay: Headset | undefined;

/** Takes the headset along that is on in a room one leaves; all is dark until there is another one. */
export function takeAlong(inside: Inside | undefined): void {
  onTheWay = inside?.releaseHeadset();
  if (onTheWay) headset.value?.go(undefined);
}

/** Goes on showing the room in the headset that came along. */
export async function goOnWith(inside: Inside | undefined): Promise<void> {
  const on = onTheWay;
  onTheWay = undefined;
  if (!on) return;
  try {
    const opened = await inside?.enterVr(on);
    if (opened) headset.value?.go(opened);
    else await on.end();
  } catch (error) {
    await on.end();
    sayError(error);
  }
}

/** A headset that came nowhere is taken off. */
export function endOnTheWay(): void {
  void onTheWay?.end();
  onTheWay = undefined;
}
