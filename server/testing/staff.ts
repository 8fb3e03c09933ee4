import { randomUUID } from 'node:crypto';
import { type Asked, ask, type Staff } from './api.ts';

/** What a browser calls the cookie of a session, over http. */
export const SESSION_COOKIE = 'vitrine.session_token';

/** Sessions of first owners, by the folder of their house: one that is opened again invites nobody. */
const owners = new Map<string, Promise<string>>();
const COOKIE = new RegExp(`^(?:__Secure-)?${SESSION_COOKIE}=([^;]+)`);

/** The staff of a house: its first owner comes by the first invitation, and invites the others. */
export function openStaff(house: Asked & { dataDir: string }, invitation: string | undefined): Staff {
  const accept = async (secret: string, role: string): Promise<string> => {
    const newcomer = { name: role[0]!.toUpperCase() + role.slice(1), email: `${randomUUID()}@house.test` };
    const body = { secret, newcomer };
    const { status, body: answer, headers } = await ask(house, 'POST', '/api/invitations/accept', { body });
    if (status !== 200) throw new Error(`${role} could not join: ${JSON.stringify(answer)}`);
    const [value] = headers.getSetCookie().flatMap((each) => COOKIE.exec(each)?.[1] ?? []);
    return decodeURIComponent(value ?? '');
  };
  if (invitation) owners.delete(house.dataDir);
  const first = (): Promise<string> => {
    const known = owners.get(house.dataDir) ?? accept(secretOf(invitation ?? ''), 'owner');
    owners.set(house.dataDir, known);
    return known;
  };
  return {
    async join(role) {
      const headers = { authorization: `Bearer ${await first()}` };
      const { body } = await ask(house, 'POST', '/api/console/invitations', {
        headers,
        body: { roles: [role] },
      });
      return accept(secretOf(body.link), role);
    },
  };
}

/** The secret in an invitation's link. */
const secretOf = (link: string): string => new URLSearchParams(link.split('#')[1]).get('invitation') ?? '';
