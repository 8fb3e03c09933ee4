import type { Room } from '@colyseus/core';
import type { RoomState } from '../../shared/wire/state.ts';
import type { RoomClient } from './client.ts';

/** The room as plugins see it. */
export type HostRoom = Room<{ state: RoomState; client: RoomClient; metadata: { showroom: string } }>;
