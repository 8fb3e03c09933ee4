/** What someone may do: visit; make products; keep order among visitors; go live; look after orders; an owner all of it. */
export type Role = 'visitor' | 'designer' | 'moderator' | 'host' | 'desk' | 'owner';

/** The brand to which everything belongs that names no other. */
export const HOUSE_BRAND = 'house';

/** Who a request speaks for: a guest, or an account. */
export type Person = {
  /** The stable id under which carts, chat and orders know them. */
  visitor: string;
  /** The highest of their roles in the house's brand. */
  role: Role;
  account?: string;
  /** The session by which they are known, when it can be ended. */
  session?: string;
  name?: string;
  /** What each brand lets them do. */
  roles?: Readonly<Record<string, readonly Role[]>>;
  /** Brands whose rights wait until they have a second factor. */
  unproved?: readonly string[];
};

const RANK: Record<Role, number> = { visitor: 0, designer: 1, desk: 1, moderator: 1, host: 2, owner: 3 };

/** What each role includes. The work of designers, hosts and the desk do not include each other. */
const ACTS: Record<Role, readonly Role[]> = {
  visitor: ['visitor'],
  designer: ['visitor', 'designer'],
  desk: ['visitor', 'desk'],
  moderator: ['visitor', 'moderator'],
  host: ['visitor', 'moderator', 'host'],
  owner: ['visitor', 'designer', 'desk', 'moderator', 'host', 'owner'],
};

/** Whether a role stands above another. */
export const isAbove = (role: Role, other: Role): boolean => RANK[role] > RANK[other];

/** Whether a role includes another. */
export const mayActAs = (role: Role, wanted: Role): boolean => ACTS[role].includes(wanted);

/** What a person is in a brand; nobody is more than a visitor where no role was given. */
const rolesIn = (person: Person, brand: string): readonly Role[] => person.roles?.[brand] ?? [];

/** Whether one of a person's roles in a brand includes another. */
export const mayAct = (person: Person, wanted: Role, brand: string): boolean =>
  wanted === 'visitor' || rolesIn(person, brand).some((role) => mayActAs(role, wanted));

/** The highest of some roles; of those that stand alike, the one that has rights in rooms. */
export const highestOf = (roles: readonly Role[]): Role =>
  roles.reduce<Role>(
    (best, role) => (isAbove(role, best) || (role === 'moderator' && !isAbove(best, role)) ? role : best),
    'visitor',
  );

/** The highest role that a person has in a brand. */
export const roleIn = (person: Person, brand: string): Role => highestOf(rolesIn(person, brand));
