import { createRoute, z } from '@hono/zod-openapi';
import type { Clock } from '../clock.ts';
import type { Routes } from '../http/app.ts';
import type { Shopkeeper } from './issue.ts';
import type { Markets } from './markets.ts';
import type { ReturnTerms } from './returnTerms.ts';
import { type ShopTerms, shopTermsSchema } from './shopTerms.ts';

const answer = shopTermsSchema.extend({
  seller: z.object({
    name: z.string(),
    company: z.string(),
    address: z.array(z.string()),
    vatNumber: z.string(),
    mail: z.string(),
  }),
  /** Days of return where one shops from; null where none are promised. */
  returnDays: z.number().int().nullable(),
});

/** What the page of the terms needs. */
export type TermsParts = {
  shopTerms: ShopTerms;
  seller: Shopkeeper;
  terms: ReturnTerms;
  markets: Markets;
  clock: Clock;
};

/** Who sells, on which terms. */
export function termsRoutes(routes: Routes, { shopTerms, seller, terms, markets, clock }: TermsParts): void {
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/terms',
      summary: 'The shop’s terms in all its languages, who sells, and for how many days pieces may go back',
      responses: {
        200: { description: 'The terms', content: { 'application/json': { schema: answer } } },
      },
    }),
    async (c) => {
      const choice = await markets.choiceOf(c.get('person')?.visitor, c.req.header('accept-language'));
      const { name, company = '', address, vatNumber = '', mail } = seller;
      return c.json(
        {
          ...shopTerms,
          seller: { name, company, address: [...address], vatNumber, mail },
          returnDays: terms.daysFor(choice.market, clock.now()),
        },
        200,
      );
    },
  );
}
