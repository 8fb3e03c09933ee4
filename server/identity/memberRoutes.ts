import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { Refusal } from '../../shared/wire/refusal.ts';
import { type Env, openRoutes, type Routes, required } from '../http/app.ts';
import { HOUSE_BRAND } from '../http/person.ts';
import type { Accounts } from './accounts.ts';
import type { Offer } from './invitations.ts';
import { mailLanguage } from './letters.ts';
import { addressOf, tokenOf } from './routes.ts';
import { signUp } from './signUp.ts';

const staffRole = z.enum(['designer', 'moderator', 'host', 'desk', 'owner']);
const roles = z.array(staffRole).min(1).max(5);
const mail = z.email().max(200).toLowerCase();
const secret = z.string().min(16).max(128);
const done = z.object({ ok: z.literal(true) });
const OK = { ok: true as const };
const anything = z.record(z.string(), z.unknown());
const answer = <Schema extends z.ZodType>(description: string, schema: Schema) => ({
  200: { description, content: { 'application/json': { schema } } },
});
const json = <Schema extends z.ZodType>(schema: Schema) => ({
  body: { content: { 'application/json': { schema } }, required: true },
});

/** A brand's staff for its owners, and invitations for who holds one. `base` is the address of the house. */
export function memberRoutes(accounts: Accounts, base: () => string): Routes {
  const routes = openRoutes();
  staffRoutes(routes, accounts);
  inviting(routes, accounts, base);
  invited(routes, accounts);
  return routes;
}

function staffRoutes(routes: Routes, { members, invitations }: Accounts): void {
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/console/members',
      summary: 'The brand’s staff, its open invitations, and what it asks of all. Owners only',
      responses: answer('The staff', anything),
    }),
    async (c) => {
      const { account: own = '' } = required(c, 'owner');
      const [staff, open, demands] = await Promise.all([
        members.list(HOUSE_BRAND),
        invitations.list(HOUSE_BRAND),
        members.demands(HOUSE_BRAND),
      ]);
      return c.json({ members: staff, invitations: open, ...demands, own }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'put',
      path: '/api/console/members/second-factor',
      summary: 'Ask a second factor of all staff, or no more. Owners only, who have one',
      request: json(z.object({ wanted: z.boolean() })),
      responses: answer('Done', done),
    }),
    async (c) => {
      await members.demand(required(c, 'owner'), HOUSE_BRAND, c.req.valid('json').wanted);
      return c.json(OK, 200);
    },
  );
  const params = z.object({ account: z.string().max(64) });
  routes.openapi(
    createRoute({
      method: 'put',
      path: '/api/console/members/{account}',
      summary: 'Give a member exactly these roles; it holds at once. Owners only',
      request: { params, ...json(z.object({ roles })) },
      responses: answer('Done', done),
    }),
    async (c) => {
      const actor = required(c, 'owner');
      await members.setRoles(actor, HOUSE_BRAND, c.req.valid('param').account, c.req.valid('json').roles);
      return c.json(OK, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'delete',
      path: '/api/console/members/{account}',
      summary: 'Remove a member from the staff; it holds at once. Owners only',
      request: { params },
      responses: answer('Done', done),
    }),
    async (c) => {
      await members.setRoles(required(c, 'owner'), HOUSE_BRAND, c.req.valid('param').account, []);
      return c.json(OK, 200);
    },
  );
}

function inviting(
  routes: Routes,
  { invitations, limits, send, sayRoles }: Accounts,
  base: () => string,
): void {
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/console/invitations',
      summary:
        'Invite to the staff: by mail, or without an address by a link to copy, which is told once. Owners only',
      request: json(z.object({ roles, email: mail.optional(), language: z.string().max(8).optional() })),
      responses: answer('The invitation', z.object({ id: z.string(), link: z.string().nullable() })),
    }),
    async (c) => {
      const actor = required(c, 'owner');
      const { roles, email = '', language = 'en' } = c.req.valid('json');
      if (email) limits.take('mail', addressOf(c), undefined);
      const { id, secret } = await invitations.invite(actor, HOUSE_BRAND, { roles, email, language });
      const path = `/account#invitation=${secret}`;
      if (email)
        send({
          kind: 'invitation',
          to: email,
          language,
          path,
          about: sayRoles(roles, mailLanguage(language)),
        });
      // Who is invited by mail proves with the link that the address is theirs: nobody else gets it.
      return c.json({ id, link: email ? null : `${base()}${path}` }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'delete',
      path: '/api/console/invitations/{id}',
      summary: 'Take an invitation back. Owners only',
      request: { params: z.object({ id: z.string().max(64) }) },
      responses: answer('Done', done),
    }),
    async (c) => {
      await invitations.takeBack(required(c, 'owner'), HOUSE_BRAND, c.req.valid('param').id);
      return c.json(OK, 200);
    },
  );
}

function invited(routes: Routes, accounts: Accounts): void {
  const { invitations, limits, sessions, welcome } = accounts;
  /** What a secret offers; who shows wrong ones is soon refused. */
  const held = (c: Context<Env>, secret: string): Promise<Offer> =>
    invitations.look(secret).catch((error: unknown) => {
      limits.take('try', addressOf(c), undefined);
      throw error;
    });
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/invitations/look',
      summary: 'What an invitation offers; `gone` for one that does not hold',
      request: json(z.object({ secret })),
      responses: answer(
        'The offer',
        z.object({ roles: z.array(staffRole), email: z.string(), first: z.boolean() }),
      ),
    }),
    async (c) => {
      const { roles, email, first } = await held(c, c.req.valid('json').secret);
      return c.json({ roles, email, first }, 200);
    },
  );
  const newcomer = z.object({
    name: z.string().trim().min(1).max(60),
    email: mail,
    password: z.string().max(128).optional(),
  });
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/invitations/accept',
      summary:
        'Join the staff, with the account that is signed in, else with a new one (without a password a passkey follows)',
      request: json(z.object({ secret, newcomer: newcomer.optional() })),
      responses: answer('Done', done),
    }),
    async (c) => {
      const { secret, newcomer } = c.req.valid('json');
      const offer = await held(c, secret);
      if (newcomer?.password !== undefined) limits.take('try', addressOf(c), newcomer.email);
      const person = c.get('person');
      if (person?.account) {
        const mails = await accounts.verifiedMails(person.account);
        if (offer.email && !mails.includes(offer.email))
          throw new Refusal('not-allowed', 'it was sent to another address');
        await invitations.accept(secret, { ...person, id: person.account, name: person.name ?? '' });
        return c.json(OK, 200);
      }
      if (!newcomer) throw new Refusal('not-signed-in', 'sign in, or say who you are');
      const value = await signUp(accounts, secret, offer, newcomer, {
        address: addressOf(c),
        device: c.req.header('user-agent') ?? '',
        language: c.req.header('accept-language') ?? '',
      });
      c.header('set-cookie', sessions.cookie(value));
      await welcome(await sessions.who(value), tokenOf(c));
      return c.json(OK, 200);
    },
  );
}
