export type IdentityEvents = {
  /** To one whose session has ended, or whose rights have become fewer: the connection is closed next; they may come again with what is left to them. */
  'identity.out': { why: 'signed-out' | 'rights' };
};
