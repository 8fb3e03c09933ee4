import { Refusal } from '../shared/wire/refusal.ts';

/** Runs a mediasoup call; its complaints about what a client sent, or about what has just closed, become refusals. */
export async function checked<T>(call: () => T | Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const { name, message } = error as Error;
    if (name === 'InvalidStateError') throw new Refusal('gone', 'it was closed meanwhile');
    if (name === 'TypeError' || name === 'UnsupportedError' || name === 'Error')
      throw new Refusal('bad-input', message);
    throw error;
  }
}
