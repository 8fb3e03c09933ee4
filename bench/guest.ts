import { wait } from './harness.ts';

/** A new guest's token; asks again while the server asks one address for patience. */
export async function guestToken(url: string): Promise<string> {
  for (;;) {
    const answer = await fetch(`${url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    if (answer.ok) return ((await answer.json()) as { token: string }).token;
    await wait(200);
  }
}

/** Tries again while the server asks one address for patience. */
export async function patiently<T>(attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if ((error as { code?: number }).code !== 429) throw error;
      await wait(300);
    }
  }
}
