/** Something the person at the keyboard can put right; the message says how. No stack is shown. */
export class SetupError extends Error {
  override name = 'SetupError';
}
