import type { Draft } from '../../../shared/model/draft.ts';
import { sayError } from '../../ui/toast.tsx';
import type { Desk } from './desk.ts';

/** Asks for the model to be made anew, and shows that it is. */
export async function makeAnew(
  desk: Desk,
  draft: Draft,
  wish: Parameters<Desk['api']['make']>[1],
): Promise<void> {
  try {
    // Files for graphics cards of what is made anew anyway are not worth waiting for.
    if (draft.packing) await desk.api.cancel(draft.id).catch(() => undefined);
    desk.uploads.know(await desk.api.make(draft.id, wish));
  } catch (error) {
    sayError(error);
  }
}
