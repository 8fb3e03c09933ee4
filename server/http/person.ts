/** What someone may do: visit; also make products; also keep order among visitors; also go live; an owner all of it. */
export type Role = 'visitor' | 'designer' | 'moderator' | 'host' | 'owner';

/** Who a request speaks for: `visitor` is the stable id of a guest. */
export type Person = { visitor: string; role: Role };

const RANK: Record<Role, number> = { visitor: 0, designer: 1, moderator: 1, host: 2, owner: 3 };

/** What each role includes. A designer's work and that of a host do not include each other. */
const ACTS: Record<Role, readonly Role[]> = {
  visitor: ['visitor'],
  designer: ['visitor', 'designer'],
  moderator: ['visitor', 'moderator'],
  host: ['visitor', 'moderator', 'host'],
  owner: ['visitor', 'designer', 'moderator', 'host', 'owner'],
};

/** Whether a role stands above another. */
export const isAbove = (role: Role, other: Role): boolean => RANK[role] > RANK[other];

/** Whether a role includes another. */
export const mayActAs = (role: Role, wanted: Role): boolean => ACTS[role].includes(wanted);
