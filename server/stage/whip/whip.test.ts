import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LobbyEntry } from '../../../shared/model/showroom.ts';
import { signIn } from '../../testing/api.ts';
import { openTestHouse, type TestHouse } from '../../testing/house.ts';
import { until } from '../../testing/rooms.ts';
import { BROWSER_OFFER, ENCODER_OFFER, PLAYER_OFFER } from './testing/offers.ts';

let house: TestHouse;
let key: string;
beforeAll(async () => {
  house = await openTestHouse();
  const host = await signIn(house, 'host');
  const { body } = await host.call('GET', '/api/console/showrooms/theatre/stream');
  expect(body).toMatchObject({ whip: '/whip/theatre', whep: '/whep/theatre' });
  key = body.key;
});
afterAll(async () => {
  expect(await house.end()).toEqual([]);
});

const SDP = { 'content-type': 'application/sdp' };
const post = (path: string, body: string, headers: Record<string, string> = {}) => {
  house.clock.advance(500);
  return fetch(house.url + path, { method: 'POST', headers: { ...SDP, ...headers }, body });
};
const publish = (offer: string, bearer = key) =>
  post('/whip/theatre', offer, { authorization: `Bearer ${bearer}` });
const onAir = async () => {
  const { showrooms } = (await (await fetch(`${house.url}/api/showrooms`)).json()) as {
    showrooms: LobbyEntry[];
  };
  return showrooms.filter(({ live }) => live).map(({ slug }) => slug);
};
const change = (path: string, method: string, headers: Record<string, string> = {}, body?: string) =>
  fetch(house.url + path, { method, headers, ...(body !== undefined && { body }) });

test('[WH3] an encoder goes on air with the stream key and leaves by DELETE; one that comes beside it is an input that waits', async () => {
  const answer = await publish(ENCODER_OFFER);
  expect(answer.status).toBe(201);
  expect(answer.headers.get('content-type')).toMatch(/^application\/sdp/);
  expect(answer.headers.get('etag')).toMatch(/^"\w+"$/);
  const location = answer.headers.get('location')!;
  expect(location).toMatch(/^\/whip\/theatre\/[\w-]+$/);
  expect(await answer.text()).toContain('a=recvonly');
  expect(await onAir()).toEqual(['theatre']);
  const beside = await post('/whip/theatre?name=Balcony', BROWSER_OFFER, { authorization: `Bearer ${key}` });
  expect(beside.status).toBe(201);
  await change(beside.headers.get('location')!, 'DELETE');
  expect(await onAir()).toEqual(['theatre']);
  expect((await change(location, 'DELETE')).status).toBe(200);
  expect((await change(location, 'DELETE')).status).toBe(404);
  expect(await onAir()).toEqual([]);
  const again = await publish(BROWSER_OFFER);
  expect(again.status).toBe(201);
  await change(again.headers.get('location')!, 'DELETE');
});

test('[WH4] a session’s ICE is restarted with a new tag; an old tag, none, or another body is refused', async () => {
  const answer = await publish(ENCODER_OFFER);
  const [location, etag] = [answer.headers.get('location')!, answer.headers.get('etag')!];
  const type = { 'content-type': 'application/trickle-ice-sdpfrag' };
  const trickle =
    'a=ice-ufrag:Wk2d\r\na=ice-pwd:x\r\nm=audio 9 RTP/AVP 0\r\na=mid:0\r\na=end-of-candidates\r\n';
  const patch = (headers: Record<string, string>, body = trickle) => change(location, 'PATCH', headers, body);
  expect((await patch(type)).status).toBe(428);
  expect((await patch({ ...type, 'if-match': '"other"' })).status).toBe(412);
  expect((await patch({ ...SDP, 'if-match': etag })).status).toBe(415);
  expect((await patch({ ...type, 'if-match': etag })).status).toBe(204);
  expect((await patch({ ...type, 'if-match': '*' }, 'nothing')).status).toBe(400);
  const restarted = await patch({ ...type, 'if-match': '*' });
  expect(restarted.status).toBe(200);
  const next = restarted.headers.get('etag')!;
  expect(next).not.toBe(etag);
  expect(await restarted.text()).toContain(`a=ice-ufrag:${next.slice(1, -1)}`);
  expect((await patch({ ...type, 'if-match': etag })).status).toBe(412);
  await change(location, 'DELETE');
});

test('[WH6] who has no key, asks for what is not there, or speaks otherwise is told so', async () => {
  expect((await post('/whip/theatre', ENCODER_OFFER)).status).toBe(401);
  expect((await publish(ENCODER_OFFER, 'guess')).status).toBe(403);
  const ada = await signIn(house);
  expect((await publish(ENCODER_OFFER, ada.token)).status).toBe(403);
  expect((await post('/whip/nowhere', ENCODER_OFFER)).status).toBe(404);
  const bearer = { authorization: `Bearer ${key}` };
  expect((await post('/whip/theatre', '{}', { ...bearer, 'content-type': 'application/json' })).status).toBe(
    415,
  );
  const wrong = await publish('v=0');
  expect([wrong.status, ((await wrong.json()) as { code: string }).code]).toEqual([400, 'bad-input']);
  expect((await publish('x'.repeat(70_000))).status).toBe(413);
  expect((await change('/whip/theatre', 'GET')).status).toBe(405);
  const preflight = await change('/whip/theatre', 'OPTIONS', {
    origin: 'https://elsewhere.example',
    'access-control-request-method': 'POST',
  });
  expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
  expect((await ada.call('GET', '/api/console/showrooms/theatre/stream')).status).toBe(403);
  expect(await onAir()).toEqual([]);
});

test('[WH5] a player that knows nothing of us gets the programme, and gives everything back', async () => {
  const answer = await post('/whep/theatre', PLAYER_OFFER);
  expect(answer.status).toBe(201);
  const text = await answer.text();
  expect(text).toContain('a=rtpmap:108 H264/90000');
  expect(text).toContain('a=sendonly');
  expect(text).not.toContain('a=ssrc');
  const location = answer.headers.get('location')!;
  await until(async () => expect((await change(location, 'DELETE')).status).toBe(200));
  const wrong = [
    ENCODER_OFFER,
    PLAYER_OFFER.replaceAll('fingerprint:sha-256', 'fingerprint:sha-0'),
    PLAYER_OFFER.replaceAll(/\b108\b/g, '96'),
  ];
  for (const offer of wrong) expect((await post('/whep/theatre', offer)).status).toBe(400);
});
