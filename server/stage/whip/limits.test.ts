import { expect, test } from 'vitest';
import { readConfig } from '../../config.ts';
import { openLog } from '../../log.ts';
import { testEnvironment } from '../../testing/house.ts';
import { until } from '../../testing/rooms.ts';
import { openMediaPool } from '../pool.ts';
import { openStages } from '../stages.ts';
import { readOffer } from './offer.ts';
import { openPlayback } from './playback.ts';
import { openSession, type Sessions } from './session.ts';
import { PLAYER_OFFER } from './testing/offers.ts';

const log = openLog('silent');
const openPool = () => openMediaPool(readConfig(testEnvironment('unused')), 1, log);

test('[WH10] a session that does not connect in time is given up, with its transport', async () => {
  const pool = await openPool();
  const { router, webRtcServer } = await pool.openRouter();
  const sessions: Sessions = new Map();
  let ended = 0;
  const transport = await router.createWebRtcTransport({ webRtcServer });
  openSession(sessions, transport, readOffer(PLAYER_OFFER, 'recvonly'), () => ended++, 20);
  expect(sessions.size).toBe(1);
  await until(() => expect([sessions.size, transport.closed, ended]).toEqual([0, true, 1]));
  pool.close();
});

test('[WH10] players beyond what can be served are refused, until one goes', async () => {
  const pool = await openPool();
  const sessions: Sessions = new Map();
  const playback = openPlayback(openStages(pool, undefined, log), pool, sessions, log, 2);
  const first = await playback.watch('theatre', PLAYER_OFFER);
  await playback.watch('theatre', PLAYER_OFFER);
  await expect(playback.watch('theatre', PLAYER_OFFER)).rejects.toThrow(/^room-full/);
  first.session.close();
  await playback.watch('theatre', PLAYER_OFFER);
  for (const session of [...sessions.values()]) session.close();
  await until(() => expect(pool.workers()[0]!.routers).toBe(0));
  pool.close();
});
