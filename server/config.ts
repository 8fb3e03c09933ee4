import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65535);

/** A STUN or TURN server that browsers, encoders and players may use to reach us. */
export type IceServer = { url: string; username?: string; credential?: string };

/** `url` or `url|user|password`, several by commas. */
const iceServers = z
  .string()
  .default('')
  .transform((text, context): IceServer[] =>
    text
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean)
      .map((one) => {
        const [, url = '', username, credential] =
          /^((?:stun|turn)s?:[^|\s]+)(?:\|([^|\s]+)\|([^|\s]+))?$/.exec(one) ?? [];
        if (!url)
          context.addIssue({ code: 'custom', message: 'stun:host:port, or turn:host:port|user|password' });
        return { url, ...(username && credential && { username, credential }) };
      }),
  );

/** The environment that the server reads; README.md has the same table in words. */
const variables = z.object({
  HOST: z.string().min(1).default('0.0.0.0'),
  PORT: port.default(8080),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATA_DIR: z.string().min(1).default('data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_POOL: z.coerce.number().int().min(1).max(1000).default(20),
  CLIENT_DIR: z.string().min(1).default('dist/client'),
  TOURS_DIR: z.string().min(1).default('tours'),
  MEDIA_LISTEN_IP: z.union([z.ipv4(), z.ipv6()]).default('0.0.0.0'),
  MEDIA_ANNOUNCED_ADDRESS: z.string().min(1).optional(),
  MEDIA_PORT: port.default(41000),
  MEDIA_WORKERS: z.coerce.number().int().min(1).max(64).optional(),
  ICE_SERVERS: iceServers,
  MEDIASOUP_WORKER_BIN: z.string().min(1).optional(),
  ADDRESS_RATE: z.coerce.number().int().min(1).max(1_000_000).default(300),
  ROOM_CAPACITY: z.coerce.number().int().min(1).max(500).default(240),
  SEAT_SECONDS: z.coerce.number().int().min(1).max(300).default(20),
  VOICE_METRES: z.coerce.number().min(2).max(200).default(14),
  VOICE_SPEAKERS: z.coerce.number().int().min(1).max(100).default(8),
  MAIL_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().min(3).default('Vitrine <vitrine@localhost>'),
  RECORDING_DAYS: z.coerce.number().int().min(1).max(3650).default(30),
  RECORDING_GB: z.coerce.number().min(0.001).max(100_000).default(50),
  UPLOAD_MB: z.coerce.number().min(1).max(10_000).default(512),
  DESIGNER_GB: z.coerce.number().min(0.001).max(100_000).default(8),
  WORKSHOP_SECONDS: z.coerce.number().int().min(5).max(3600).default(60),
  REVIEW: z.stringbool().default(false),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^[sr]k_\w+$/, 'begins with sk_ or rk_')
    .optional(),
  STRIPE_PUBLISHABLE_KEY: z
    .string()
    .regex(/^pk_\w+$/, 'begins with pk_')
    .optional(),
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_\w+$/, 'begins with whsec_')
    .optional(),
  STRIPE_API_BASE: z.url({ protocol: /^https?$/ }).optional(),
  STRIPE_SCRIPT: z.url({ protocol: /^https?$/ }).default('https://js.stripe.com/v3/'),
  STRIPE_CAPTURE: z.enum(['automatic', 'manual']).default('automatic'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

/** Stripe's keys go together: with some of them only, payments would begin that nobody can end. */
const STRIPE_KEYS = ['STRIPE_SECRET_KEY', 'STRIPE_PUBLISHABLE_KEY', 'STRIPE_WEBHOOK_SECRET'] as const;
const schema = variables.superRefine((config, context) => {
  const missing = STRIPE_KEYS.filter((name) => !config[name]);
  if (missing.length === 0 || missing.length === STRIPE_KEYS.length) return;
  for (const name of missing)
    context.addIssue({
      code: 'custom',
      path: [name],
      message: `is missing; all of ${STRIPE_KEYS.join(', ')}, or none`,
    });
});
/** Settings whose value is not for a log. */
const SECRET = /SECRET|PASSWORD/;

/** The server's settings. */
export type Config = z.infer<typeof schema> & { publicUrl: string };

/** What is printed is read by others too. */
const withoutPassword = (text: string): string => text.replace(/(:\/\/[^:@/]*):[^@]*@/, '$1:***@');

/** A setting that can't be used, in words for the person who set it. */
export class ConfigError extends Error {}

/** Reads the environment once; throws a ConfigError that names each wrong variable and why. Empty counts as unset. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = schema.safeParse(set);
  if (!result.success) {
    const lines = result.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      const value = set[name] ?? '';
      return `  ${name}=${value && SECRET.test(name) ? '…' : withoutPassword(value)}: ${issue.message}`;
    });
    throw new ConfigError(`These settings can't be used:\n${lines.join('\n')}`);
  }
  const config = result.data;
  return {
    ...config,
    publicUrl: (config.PUBLIC_URL ?? `http://localhost:${config.PORT}`).replace(/\/$/, ''),
  };
}
