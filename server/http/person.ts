/** What someone may do: visit; also go live; also run the shop. */
export type Role = 'visitor' | 'host' | 'owner';

/** Who a request speaks for: `visitor` is the stable id of a guest. */
export type Person = { visitor: string; role: Role };

const RANK: Record<Role, number> = { visitor: 0, host: 1, owner: 2 };

/** Whether a role includes another. */
export const mayActAs = (role: Role, wanted: Role): boolean => RANK[role] >= RANK[wanted];
