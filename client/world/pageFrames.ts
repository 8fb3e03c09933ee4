/** What a page asks for its frames, and a session that has frames of its own. */
type Page = Pick<typeof globalThis, 'requestAnimationFrame' | 'cancelAnimationFrame'>;
type Session = Pick<XRSession, 'requestAnimationFrame' | 'cancelAnimationFrame'>;

/** Frames of a session after which a page that had none is taken to have none. */
const PATIENCE = 20;

/**
 * Headsets of their own draw no page while they show a room, so its frames stop, and with them whatever moves by frames. Lends
 * the page the frames of the session once its own have not come. `step` is to be called in each frame of the session.
 */
export function lendFrames(session: Session, page: Page = globalThis): { step(): void; end(): void } {
  const { requestAnimationFrame: own, cancelAnimationFrame: ownCancel } = page;
  let alive = false;
  let lent = false;
  let frames = 0;
  const asked = own.call(globalThis, () => {
    alive = true;
  });
  return {
    step() {
      if (lent || alive || ++frames < PATIENCE) return;
      lent = true;
      page.requestAnimationFrame = (callback) => session.requestAnimationFrame((time) => callback(time));
      page.cancelAnimationFrame = (handle) => session.cancelAnimationFrame(handle);
    },
    end() {
      ownCancel.call(globalThis, asked);
      if (!lent) return;
      lent = false;
      page.requestAnimationFrame = own;
      page.cancelAnimationFrame = ownCancel;
    },
  };
}
