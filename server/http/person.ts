/** What someone may do: visit; also keep order among visitors; also go live; also run the shop. */
export type Role = 'visitor' | 'moderator' | 'host' | 'owner';

/** Who a request speaks for: `visitor` is the stable id of a guest. */
export type Person = { visitor: string; role: Role };

const RANK: Record<Role, number> = { visitor: 0, moderator: 1, host: 2, owner: 3 };

/** Whether a role stands above another. */
export const isAbove = (role: Role, other: Role): boolean => RANK[role] > RANK[other];

/** Whether a role includes another. */
export const mayActAs = (role: Role, wanted: Role): boolean => RANK[role] >= RANK[wanted];
