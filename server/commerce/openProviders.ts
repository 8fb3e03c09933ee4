import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import type { PaymentProvider } from './payment.ts';
import { openStripeProvider } from './stripe/stripeProvider.ts';
import type { TestProvider } from './testProvider.ts';
import type { ShownProvider } from './webhookRoutes.ts';

/** Where Stripe's interface is, unless a stand-in takes its place. */
const STRIPE_API = 'https://api.stripe.com';

/** The providers of a house. */
export type Providers = {
  /** The one for new payments first, then those of older ones. */
  providers: [PaymentProvider, ...PaymentProvider[]];
  shown: ShownProvider;
  /** Where the browser talks to, besides us; undefined without such a provider. */
  places: { script: string; api: string } | undefined;
};

/** With Stripe's keys set, Stripe takes new payments, and the test provider only ends older ones; without, the test provider takes all. */
export function openProviders(config: Config, test: TestProvider, log: Log, clock: Clock): Providers {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_PUBLISHABLE_KEY: publishableKey } = config;
  const { STRIPE_WEBHOOK_SECRET: webhookSecret, STRIPE_API_BASE: apiBase, STRIPE_SCRIPT: script } = config;
  if (!secretKey || !publishableKey || !webhookSecret)
    return { providers: [test], shown: { provider: 'test' }, places: undefined };
  const keys = { secretKey, publishableKey, webhookSecret };
  const stripe = openStripeProvider({
    ...{ ...keys, apiBase, script, capture: config.STRIPE_CAPTURE, log, clock },
  });
  return {
    providers: [stripe, test],
    shown: { provider: 'stripe', publishableKey, script },
    places: { script, api: apiBase ?? STRIPE_API },
  };
}
