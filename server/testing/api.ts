import type { Role } from '../http/person.ts';

/** A house that is asked something; its clock moves on with each request. */
export type Asked = { url: string; clock: { advance(ms: number): void } };

/** The staff of a house under test. */
export type Staff = {
  /** Makes an account with a role, without a password; answers its session as a bearer token or a cookie's value. */
  join(role: Exclude<Role, 'visitor'>): Promise<string>;
};

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
  house: Asked,
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

/** A session of a role: a guest's, or one of a new account of staff. */
export async function signIn(house: Asked & { staff: Staff }, role: Role = 'visitor'): Promise<Api> {
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const headers = role === 'visitor' ? {} : bearer(await house.staff.join(role));
  const { body } = await ask(house, 'POST', '/api/session', { headers });
  return {
    token: body.token,
    visitor: body.visitor,
    call: (method, path, payload, more) =>
      ask(house, method, path, { body: payload, headers: { ...bearer(body.token), ...more } }),
  };
}
