import type { Role } from '../http/person.ts';
import type { TestHouse } from './house.ts';

/** An answer of the interface. */
export type Answer = {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever came
  body: any;
  headers: Headers;
};

/** One person's way to the interface. */
export type Api = {
  token: string;
  visitor: string;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
};

/** Milliseconds by which the clock moves before each request, so that a test is not slowed by the rate limit. */
const PACE_MS = 40;

/** One request, its answer read as JSON when it is JSON. */
export async function ask(
  house: Pick<TestHouse, 'url' | 'clock'>,
  method: string,
  path: string,
  { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer> {
  house.clock.advance(PACE_MS);
  const response = await fetch(house.url + path, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const json = response.headers.get('content-type')?.includes('json');
  return { status: response.status, body: json ? JSON.parse(text) : text, headers: response.headers };
}

/** A session of a role. */
export async function signIn(
  house: Pick<TestHouse, 'url' | 'clock' | 'keys'>,
  role: Role = 'visitor',
): Promise<Api> {
  const key = role === 'visitor' ? {} : { key: house.keys[role] };
  const { body } = await ask(house, 'POST', '/api/session', { body: key });
  return {
    token: body.token,
    visitor: body.visitor,
    call: (method, path, payload, headers) =>
      ask(house, method, path, {
        body: payload,
        headers: { authorization: `Bearer ${body.token}`, ...headers },
      }),
  };
}
