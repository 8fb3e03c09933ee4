import { randomUUID } from 'node:crypto';
import type { MessageContext } from '@colyseus/core';
import { type CommandName, commands, type Parsed, type Reply } from '../../shared/wire/index.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { type Bucket, openBucket } from '../rateLimit.ts';
import type { RoomClient } from './client.ts';
import { sendAway } from './guard.ts';

/** What answers one command; throws a Refusal for what the person can act on. */
export type Handler<Name extends CommandName> = (
  client: RoomClient,
  payload: Parsed<Name>,
) => Reply<Name> | Promise<Reply<Name>>;

/** What every handler is wrapped with. */
export type HandlerTools = { clock: Clock; log: Log };

/** Refused commands within the window after which a client is sent away. */
const STRIKES = { perSecond: 5, burst: 100 };

const strikes = new WeakMap<RoomClient, Bucket>();

/**
 * Message handlers in Colyseus' shape: each command is limited, its payload validated, its Refusal turned into a typed
 * rejection (`room.request`) or a `refused` event (`room.send`); any other error becomes an incident.
 */
export function handlers<Name extends CommandName>(
  answers: { [K in Name]: Handler<K> },
  tools: HandlerTools,
): Record<string, (client: RoomClient, message: unknown, context: MessageContext) => unknown> {
  const names = Object.keys(answers) as Name[];
  return Object.fromEntries(names.map((name) => [name, wrap(name, answers[name], tools)]));
}

function wrap<Name extends CommandName>(name: Name, answer: Handler<Name>, { clock, log }: HandlerTools) {
  const { payload: schema, limit } = commands[name];
  const buckets = new WeakMap<RoomClient, Bucket>();
  const run = async (client: RoomClient, message: unknown) => {
    const bucket = buckets.get(client) ?? openBucket(limit);
    buckets.set(client, bucket);
    if (!bucket.take(clock.now())) throw new Refusal('too-many', `at most ${limit.perSecond} a second`);
    const parsed = schema.safeParse(message ?? {});
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw new Refusal(
        'bad-input',
        `${issue?.path.join('.') || 'payload'}: ${issue?.message ?? 'not valid'}`,
      );
    }
    return answer(client, parsed.data as Parsed<Name>);
  };
  return async (client: RoomClient, message: unknown, context: MessageContext) => {
    try {
      return await run(client, message);
    } catch (error) {
      const refusal = error instanceof Refusal ? error : incident(error, name, log);
      strike(client, clock.now());
      if (context?.id !== undefined) return context.reject(refusal.body());
      client.send('refused', { ...refusal.body(), command: name });
      return undefined;
    }
  };
}

/** Counts a refused command; a client that goes on is sent away with the reason. */
export function strike(client: RoomClient, nowMs: number): void {
  const bucket = strikes.get(client) ?? openBucket(STRIKES);
  strikes.set(client, bucket);
  if (!bucket.take(nowMs)) sendAway(client, 'too many refused commands');
}

function incident(error: unknown, command: string, log: Log): Refusal {
  const id = randomUUID();
  log.error({ err: error, incident: id, command }, 'command failed');
  return new Refusal('internal', undefined, id);
}
