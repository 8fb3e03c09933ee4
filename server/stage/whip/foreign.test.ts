import { afterAll, beforeAll, expect, test } from 'vitest';
import { useH264, useVP8 } from 'werift';
import { signIn } from '../../testing/api.ts';
import { openTestHouse, type TestHouse } from '../../testing/house.ts';
import { enterAsStaff, until } from '../../testing/rooms.ts';
import { openEncoder } from './testing/encoder.ts';
import { openPlayer } from './testing/player.ts';

let house: TestHouse;
let key: string;
beforeAll(async () => {
  house = await openTestHouse();
  key = (await (await signIn(house, 'host')).call('GET', '/api/console/showrooms/atelier/stream')).body.key;
});
afterAll(async () => {
  expect(await house.end()).toEqual([]);
});

/** Offers, and answers the answer with the session's address. */
async function offerTo(path: string, body: string): Promise<{ answer: string; end(): Promise<number> }> {
  house.clock.advance(500);
  const headers = { 'content-type': 'application/sdp', authorization: `Bearer ${key}` };
  const response = await fetch(house.url + path, { method: 'POST', headers, body });
  const answer = await response.text();
  expect([response.status, response.ok ? '' : answer]).toEqual([201, '']);
  const location = house.url + response.headers.get('location');
  return { answer, end: async () => (await fetch(location, { method: 'DELETE' })).status };
}

test.each([
  ['as it comes', undefined, '42e01f'],
  ['of the main profile', '4d001f', '4d001f'],
  ['of the high profile, in digits alone', '640028', '640028'],
])(
  '[WH8] a picture of libdatachannel, %s, is the programme of the room and comes to a player of werift',
  async (_, profile, answered) => {
    const room = await enterAsStaff(house);
    const encoder = await openEncoder(profile);
    const player = await openPlayer();
    try {
      const sending = await offerTo('/whip/atelier', encoder.offer);
      expect(sending.answer).toContain(`profile-level-id=${answered}`);
      encoder.take(sending.answer);
      await until(() => expect(room.state.programme).toMatchObject({ source: 'encoder' }));
      const playing = await offerTo('/whep/atelier', player.offer);
      await player.take(playing.answer);
      await until(() => expect(player.packets.get('video/h264')).toBeGreaterThan(20));
      expect(player.packets.get('audio/opus')).toBeGreaterThan(5);
      const asked = encoder.asked();
      await until(async () => {
        await player.askForKey();
        expect(encoder.asked()).toBeGreaterThan(asked);
      });
      expect(await playing.end()).toBe(200);
      expect(await playing.end()).toBe(404);
      expect(await sending.end()).toBe(200);
      await until(() => expect(room.state.programme.source).toBe('house'));
    } finally {
      await player.close();
      encoder.close();
      await room.leave();
    }
  },
);

test('[WH9] a player that knows streams by SSRC alone gets the house’s film, and its session ends with that', async () => {
  const player = await openPlayer([useVP8()]);
  const encoder = await openEncoder();
  try {
    const playing = await offerTo('/whep/atelier', player.offer);
    expect(playing.answer).toMatch(/^a=ssrc:\d+ cname:/m);
    await player.take(playing.answer);
    await until(() => expect(player.packets.get('video/vp8')).toBeGreaterThan(20));
    expect(player.packets.get('audio/opus')).toBeGreaterThan(5);
    const sending = await offerTo('/whip/atelier', encoder.offer);
    encoder.take(sending.answer);
    await until(async () => expect(await playing.end()).toBe(404));
    expect(await sending.end()).toBe(200);
  } finally {
    await player.close();
    encoder.close();
  }
});

test('[WH9] a player of H.264 in another profile alone is answered in its own words and gets it', async () => {
  const player = await openPlayer([
    useH264({ parameters: 'profile-level-id=4d001f;packetization-mode=1;level-asymmetry-allowed=1' }),
  ]);
  const encoder = await openEncoder();
  try {
    const sending = await offerTo('/whip/atelier', encoder.offer);
    encoder.take(sending.answer);
    const playing = await offerTo('/whep/atelier', player.offer);
    expect(playing.answer).toContain('profile-level-id=4d001f');
    await player.take(playing.answer);
    await until(() => expect(player.packets.get('video/h264')).toBeGreaterThan(20));
    expect(await playing.end()).toBe(200);
    expect(await sending.end()).toBe(200);
  } finally {
    await player.close();
    encoder.close();
  }
});
