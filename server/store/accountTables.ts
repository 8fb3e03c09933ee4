import type { Generated } from 'kysely';

/** A role that a brand gives to a member. */
export type StaffRole = 'designer' | 'moderator' | 'host' | 'desk' | 'owner';

/** The tables of accounts and brands. Times of what the sign-in library writes are ISO texts, yes and no are 1 and 0. */
export type AccountTables = {
  /** `visitor` is the id under which carts, chat and orders know the account. */
  account: {
    id: string;
    name: string;
    email: string;
    email_verified: number;
    image: string | null;
    visitor: string;
    language: Generated<string>;
    second_factor: Generated<number>;
    created_at: string;
    updated_at: string;
  };
  account_session: {
    id: string;
    token: string;
    account: string;
    expires_at: string;
    address: string | null;
    device: string | null;
    seen_at: number | null;
    created_at: string;
    updated_at: string;
  };
  account_credential: {
    id: string;
    provider: string;
    subject: string;
    account: string;
    password: string | null;
    created_at: string;
    updated_at: string;
  };
  account_passkey: { id: string; name: string | null; account: string; created_at: string | null };
  /** Guests who signed in, and as whom first. */
  account_visitor: { visitor: string; account: string; at: number };
  /** `second_factor`: its staff may do nothing without one. */
  brand: { slug: string; second_factor: Generated<number>; created_at: number };
  member: { brand: string; account: string; role: StaffRole; since: number; by_account: string | null };
  /** `roles` is a JSON list; the first owner's has no `expires_at`. */
  invitation: {
    id: string;
    digest: string;
    brand: string;
    roles: string;
    email: Generated<string>;
    language: Generated<string>;
    by_account: string | null;
    created_at: number;
    expires_at: number | null;
    used_at: number | null;
    used_by: string | null;
  };
};
