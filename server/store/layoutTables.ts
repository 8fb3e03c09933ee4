import type { Generated } from 'kysely';

/** What people keep of their own rooms, and how a cart goes to another device. */
export type LayoutTables = {
  /** `content` is JSON of placements and room; who has `key` may change it, when there is one. */
  layout: {
    id: string;
    visitor: string;
    name: string;
    content: string;
    rev: number;
    key: Generated<string>;
    created_at: number;
    saved_at: number;
  };
  /** A code that takes a cart along, once, until a time; who took it and when, and the order that was paid of it. */
  cart_handover: {
    digest: string;
    visitor: string;
    until: number;
    taken_by: Generated<string>;
    taken_at: Generated<number | null>;
    bought: Generated<string>;
  };
};
