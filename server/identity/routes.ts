import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { Refusal } from '../../shared/wire/refusal.ts';
import { type Env, openRoutes, type Routes, required } from '../http/app.ts';
import type { Person } from '../http/person.ts';
import type { Database } from '../store/open.ts';
import type { Accounts } from './accounts.ts';
import { WAYS } from './gate.ts';
import { PASSWORD_LEAST, PASSWORD_MOST } from './passwords.ts';

const role = z.enum(['visitor', 'designer', 'moderator', 'host', 'desk', 'owner']);
const session = z
  .object({
    token: z.string(),
    visitor: z.string(),
    role,
    roles: z.array(role),
    account: z.object({ id: z.string(), name: z.string() }).nullable(),
    needsSecondFactor: z.boolean(),
  })
  .openapi('Session');
const sheet = z
  .object({
    ...{ id: z.string(), name: z.string(), email: z.string() },
    ...{ emailVerified: z.boolean(), password: z.boolean(), secondFactor: z.boolean() },
    ...{ roles: z.array(role), needsSecondFactor: z.boolean() },
  })
  .openapi('Account');
const sessionSheet = z
  .object({
    ...{ id: z.string(), device: z.string(), address: z.string(), seenAt: z.number(), own: z.boolean() },
  })
  .openapi('AccountSession');
const done = z.object({ ok: z.literal(true) });
const answer = <Schema extends z.ZodType>(description: string, schema: Schema) => ({
  200: { description, content: { 'application/json': { schema } } },
});
const OK = { ok: true as const };

/** The address from which a request comes. */
export const addressOf = (c: Context<Env>): string => c.env.incoming?.socket.remoteAddress ?? '';
/** The bearer token of a request. */
export const tokenOf = (c: Context<Env>): string | undefined =>
  c.req.header('authorization')?.replace(/^Bearer /, '');

/** Who asks, with an account; `not-signed-in`. */
function account(c: Context<Env>): Person & { account: string } {
  const person = required(c);
  if (!person.account) throw new Refusal('not-signed-in', 'for accounts only');
  return { ...person, account: person.account };
}

/** Sessions: anyone has one as a guest; who signs in has one of their account, in a cookie. */
export function identityRoutes(accounts: Accounts, db: Database): Routes {
  const routes = openRoutes();
  sessionRoutes(routes, accounts);
  accountRoutes(routes, accounts, db);
  for (const [path, { method, summary }] of Object.entries(WAYS))
    routes.openapi(
      createRoute({
        method: method === 'GET' ? 'get' : 'post',
        path: `/api/auth/${path}`,
        summary,
        responses: { 200: { description: 'As the sign-in library answers' } },
      }),
      async (c) =>
        accounts.gate({
          ...{ path, method, headers: c.req.raw.headers, body: await c.req.text() },
          ...{ query: new URL(c.req.url).search, address: addressOf(c), person: c.get('person') },
        }),
    );
  return routes;
}

function sessionRoutes(routes: Routes, { identity, sessions }: Accounts): void {
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/session',
      summary:
        'Who asks: the account of the cookie, or a guest; opens a guest’s session, or renews the one of the bearer token',
      responses: answer('The session', session),
    }),
    async (c) => {
      const person = c.get('person');
      const cookie = sessions.signedIn(c.req.header('cookie'));
      if (!person?.account)
        return c.json(
          {
            ...(await identity.open(tokenOf(c))),
            ...{ role: 'visitor' as const, roles: [], account: null, needsSecondFactor: false },
          },
          200,
        );
      const bySession = (await sessions.who(tokenOf(c))) !== undefined;
      if (cookie && !bySession) c.header('set-cookie', sessions.cookie(cookie));
      const token = bySession ? tokenOf(c)! : (await identity.open(tokenOf(c))).token;
      const { visitor, role, name = '' } = person;
      return c.json(
        { token, visitor, role, account: { id: person.account, name }, ...rightsOf(person) },
        200,
      );
    },
  );
}

const rightsOf = ({ roles = {}, unproved = [] }: Person) => ({
  roles: [...new Set(Object.values(roles).flat())],
  needsSecondFactor: unproved.length > 0,
});

function accountRoutes(routes: Routes, { auth, limits, sessions }: Accounts, db: Database): void {
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/account',
      summary: 'One’s own account',
      responses: answer('The account', sheet),
    }),
    async (c) => {
      const person = account(c);
      const row = await db
        .selectFrom('account as a')
        .leftJoin('account_credential as p', (on) =>
          on.onRef('p.account', '=', 'a.id').on('p.provider', '=', 'credential'),
        )
        .select(['a.id', 'a.name', 'a.email', 'a.email_verified', 'a.second_factor', 'p.password'])
        .where('a.id', '=', person.account)
        .executeTakeFirst();
      if (!row) throw new Refusal('not-signed-in');
      const { id, name, email, email_verified, second_factor, password } = row;
      return c.json(
        {
          ...{ id, name, email, emailVerified: email_verified === 1, password: password !== null },
          ...{ secondFactor: second_factor === 1, ...rightsOf(person) },
        },
        200,
      );
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/account/password',
      summary: 'A first password for an account that has none; within an hour of signing in',
      request: {
        body: {
          content: {
            'application/json': {
              schema: z.object({ newPassword: z.string().min(PASSWORD_LEAST).max(PASSWORD_MOST) }),
            },
          },
          required: true,
        },
      },
      responses: answer('Done', done),
    }),
    async (c) => {
      limits.take('try', addressOf(c), account(c).account);
      const headers = new Headers({ cookie: c.req.header('cookie') ?? '' });
      try {
        await (await auth()).api.setPassword({ headers, body: c.req.valid('json') });
      } catch (error) {
        const { body } = error as { body?: { code?: string } };
        if (body?.code === 'PASSWORD_COMMON') throw new Refusal('weak-password', body.code);
        if (body?.code === 'PASSWORD_ALREADY_SET') throw new Refusal('conflict', body.code);
        throw body?.code ? new Refusal('not-signed-in', body.code) : error;
      }
      return c.json(OK, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/account/sessions',
      summary: 'Where one is signed in',
      responses: answer('The sessions', z.object({ sessions: z.array(sessionSheet) })),
    }),
    async (c) => c.json({ sessions: await sessions.list(account(c)) }, 200),
  );
  routes.openapi(
    createRoute({
      method: 'delete',
      path: '/api/account/sessions/{id}',
      summary: 'End a session, or all `others`; at once, in rooms too',
      request: { params: z.object({ id: z.string().max(64) }) },
      responses: answer('How many ended', z.object({ ended: z.number().int() })),
    }),
    async (c) => c.json({ ended: await sessions.end(account(c), c.req.valid('param').id) }, 200),
  );
}
