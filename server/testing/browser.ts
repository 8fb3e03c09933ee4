import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type Answer, type Asked, ask } from './api.ts';
import { until } from './rooms.ts';

/** Who asks, as the house says. */
type Asker = {
  visitor: string;
  role: string;
  account: { id: string } | null;
  needsSecondFactor: boolean;
};

/** A browser at a house: it keeps cookies, and a guest's token once `session` was asked for. */
export function openBrowser(house: Asked, language = 'en') {
  const cookies = new Map<string, string>();
  let token = '';
  const call = async (method: string, path: string, body?: unknown, more = {}): Promise<Answer> => {
    const headers = {
      ...{ 'accept-language': language, 'user-agent': 'Test/1.0', origin: house.url },
      cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      ...(token && { authorization: `Bearer ${token}` }),
      ...more,
    };
    const answer = await ask(house, method, path, { body, headers });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (/max-age=0/i.test(cookie)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  };
  const session = async (): Promise<Asker> => {
    const { body } = await call('POST', '/api/session');
    token = body.token;
    return body;
  };
  return { call, cookies, session, post: (path: string, body: unknown = {}) => call('POST', path, body) };
}

/** A browser under test. */
export type Browser = ReturnType<typeof openBrowser>;

const read = new Set<string>();
/** The latest mail to an address that was not read before: its text, and what `about` finds in it first (the token of its link). */
export async function mailTo(
  house: { dataDir: string },
  address: string,
  about: RegExp,
): Promise<{ text: string; token: string }> {
  const folder = join(house.dataDir, 'outbox');
  let found = '';
  await until(() => {
    found =
      readdirSync(folder)
        .sort()
        .reverse()
        .map((name) => readFileSync(join(folder, name), 'utf8'))
        .filter((text) => text.includes(address))
        .map((text) => text.replace(/=\r?\n/g, '').replace(/=3D/g, '='))
        .find((text) => about.test(text) && !read.has(text)) ?? '';
    expect(found).not.toBe('');
  });
  read.add(found);
  return { text: found, token: about.exec(found)![1]! };
}

/** Signs a browser in by a mailed link, which also proves the address. */
export async function signInByMail(
  house: Asked & { dataDir: string },
  browser: Browser,
  email: string,
): Promise<Asker> {
  await browser.post('/api/auth/sign-in/magic-link', { email });
  const { token } = await mailTo(house, email, /#link=([\w-]+)/);
  expect((await browser.post('/api/auth/magic-link/verify', { token })).status).toBe(200);
  return browser.session();
}
