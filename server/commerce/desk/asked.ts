import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { type Env, required } from '../../http/app.ts';
import { BANK } from '../ledger.ts';
import { UNEARNED_REASON } from '../refunds.ts';

/** Names under which the shop itself, and banks, do things: nobody of the staff goes by one. */
const TAKEN = [BANK, UNEARNED_REASON, 'shop', 'buyer'];

/** The name of who asks, for what they do at the desk; refuses who may not work there. */
export function atDesk(c: Context<Env>): string {
  const { name = '', visitor } = required(c, 'desk');
  const said = name.trim() || visitor;
  return TAKEN.includes(said.toLowerCase()) ? `${said} (staff)` : said;
}

/** JSON of a shape. */
export const json = <Schema extends z.ZodType>(schema: Schema) => ({
  content: { 'application/json': { schema } },
});
/** A body of a shape that has to be there. */
export const body = <Schema extends z.ZodType>(schema: Schema) => ({
  body: { ...json(schema), required: true },
});
/** An answer of a shape. */
export const ok = <Schema extends z.ZodType>(description: string, schema: Schema) => ({
  200: { description, ...json(schema) },
});
