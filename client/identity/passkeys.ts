import type { AccountApi } from './accountApi.ts';

/** Whether this browser knows passkeys. */
export const knowsPasskeys = (): boolean => 'PublicKeyCredential' in window;

/** Signs in by a passkey that the browser offers; undefined when the person stops. */
export async function signInByPasskey({ passkeys }: AccountApi): Promise<'in' | 'code' | undefined> {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  const optionsJSON = await passkeys.ask();
  const answer = await startAuthentication({ optionsJSON }).catch(stopped);
  return answer && passkeys.prove(answer);
}

/** Makes a passkey on this device and keeps it under a name; false when the person stops. */
export async function addPasskey({ passkeys }: AccountApi, name: string): Promise<boolean> {
  const { startRegistration } = await import('@simplewebauthn/browser');
  const optionsJSON = await passkeys.offer();
  const answer = await startRegistration({ optionsJSON }).catch(stopped);
  if (!answer) return false;
  await passkeys.keep(answer, name);
  return true;
}

/** What ends without a passkey is no fault of ours: it was cancelled, timed out, or is there already. */
function stopped(error: unknown): undefined {
  const { name, code } = error as { name?: string; code?: string };
  if (
    ['NotAllowedError', 'AbortError', 'InvalidStateError'].includes(String(name)) ||
    code?.startsWith('ERROR_')
  )
    return undefined;
  throw error;
}
