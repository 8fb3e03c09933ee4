import type { Client } from '@colyseus/core';
import type { Events } from '../../shared/wire/index.ts';
import type { ParsedJoin } from '../../shared/wire/join.ts';
import type { Person } from '../http/person.ts';

/** Who joined, and how. */
export type Joined = Person & { join: ParsedJoin; address: string };
/** A connection to a room. */
export type RoomClient = Client<{ auth: Joined; messages: Events }>;
