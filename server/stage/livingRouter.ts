import type { types } from 'mediasoup';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { MediaPool, MediaRouter } from './pool.ts';

/** A router that is replaced when its worker dies; each replacement is a new epoch, in which every connection over it is built anew. */
export type LivingRouter = {
  readonly epoch: number;
  /** The router of now and where it listens; `media-unavailable` while it is being replaced, and once closed. */
  media(): Pick<MediaRouter, 'router' | 'webRtcServer'>;
  /** Gives the router back; once is enough. */
  close(): void;
};

/** What whoever uses a router does about its life. */
export type RouterLife = {
  /** A router is there, the first or the next: what stands on it can be built. */
  opened(router: types.Router): Promise<void> | void;
  /** Its worker has died, and with it all that stood on it. */
  lost(): void;
  /** A new epoch has begun. */
  back(): void;
};

/** Opens a router that lives on. */
export async function openLivingRouter(pool: MediaPool, life: RouterLife): Promise<LivingRouter> {
  let media: MediaRouter | undefined;
  let epoch = 0;
  let closed = false;
  const open = async (): Promise<void> => {
    const opened = await pool.openRouter();
    if (closed) return opened.close();
    media = opened;
    await life.opened(opened.router);
    void opened.died.then(() => (closed ? undefined : replace()));
  };
  const replace = async (): Promise<void> => {
    life.lost();
    await open();
    if (closed) return;
    epoch++;
    life.back();
  };
  await open();
  return {
    get epoch() {
      return epoch;
    },
    media() {
      if (closed || !media || media.router.closed)
        throw new Refusal('media-unavailable', 'the media worker is being replaced');
      return media;
    },
    close() {
      if (closed) return;
      closed = true;
      media?.close();
    },
  };
}
