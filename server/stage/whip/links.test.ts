import { expect, test } from 'vitest';
import { signIn } from '../../testing/api.ts';
import { openTestHouse } from '../../testing/house.ts';
import { ENCODER_OFFER } from './testing/offers.ts';

test('[WH7] encoders are told which servers help them to connect', async () => {
  const env = { ICE_SERVERS: 'stun:stun.example:3478, turn:turn.example:3478|ada|secret' };
  const other = await openTestHouse(env);
  try {
    const { body } = await (await signIn(other, 'host')).call('GET', '/api/console/showrooms/theatre/stream');
    const answer = await fetch(`${other.url}/whip/theatre`, {
      method: 'POST',
      headers: { 'content-type': 'application/sdp', authorization: `Bearer ${body.key}` },
      body: ENCODER_OFFER,
    });
    expect(answer.headers.get('link')).toBe(
      '<stun:stun.example:3478>; rel="ice-server", <turn:turn.example:3478>; rel="ice-server"; username="ada"; credential="secret"; credential-type="password"',
    );
    await fetch(other.url + answer.headers.get('location'), { method: 'DELETE' });
  } finally {
    expect(await other.end()).toEqual([]);
  }
});
