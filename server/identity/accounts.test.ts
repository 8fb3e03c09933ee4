import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ask, signIn } from '../testing/api.ts';
import { type Browser, openBrowser as browserAt, mailTo as mailAt } from '../testing/browser.ts';
import { databaseEnv, onEachEngine } from '../testing/engines.ts';
import { openTestHouse, type TestHouse } from '../testing/house.ts';
import { joinWith, nextEvent } from '../testing/rooms.ts';
import { codeOf } from './testing/totp.ts';

onEachEngine((_, engine) => {
  let house: TestHouse;
  beforeAll(async () => {
    house = await openTestHouse(await databaseEnv(engine));
  });
  afterAll(() => house.end());
  /** So that no test meets the limits that another one used up. */
  beforeEach(() => house.clock.advance(5 * 60_000));

  const PASSWORD = 'three green lamps';
  let counter = 0;
  const newMail = (): string => `person${++counter}@mail.test`;

  const openBrowser = (language?: string) => browserAt(house, language);
  const mailTo = (address: string, about: RegExp) => mailAt(house, address, about);

  /** Somebody with an account and a password, signed in. */
  async function newcomer(email = newMail()): Promise<Browser & { email: string }> {
    const browser = openBrowser();
    await browser.session();
    const made = await browser.post('/api/auth/sign-up/email', { name: 'Ada', email, password: PASSWORD });
    expect(made.status).toBe(200);
    const { token } = await mailTo(email, /#verify=([\w.-]+)/);
    expect((await browser.post('/api/auth/verify-email', { token })).status).toBe(200);
    return { ...browser, email };
  }

  test('[AC1] an account is made with a password, proved by mail, and signs in; the cookie is out of reach for scripts', async () => {
    const ada = await newcomer();
    expect((await ada.session()).account).toMatchObject({ name: 'Ada' });
    const other = openBrowser();
    const answer = await other.post('/api/auth/sign-in/email', { email: ada.email, password: PASSWORD });
    expect(answer.status).toBe(200);
    const [cookie] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(JSON.stringify(answer.body)).not.toContain('token');
    expect((await other.call('GET', '/api/account')).body).toMatchObject({
      email: ada.email,
      password: true,
    });
  });

  test('[AC2] who has an account already is told so by mail only: nobody else learns who has one', async () => {
    const { email } = await newcomer();
    const stranger = openBrowser();
    const wish = (address: string) => ({ name: 'Eve', email: address, password: PASSWORD });
    const [known, unknown] = [
      await stranger.post('/api/auth/sign-up/email', wish(email)),
      await stranger.post('/api/auth/sign-up/email', wish(newMail())),
    ];
    expect([known.status, Object.keys(known.body)]).toEqual([unknown.status, Object.keys(unknown.body)]);
    await mailTo(email, /(You have an account already)/);
    const tries = [];
    for (const address of [email, newMail()]) {
      const { status, body } = await stranger.post('/api/auth/sign-in/email', {
        email: address,
        password: 'wrong wrong wrong',
      });
      tries.push([status, body]);
      for (const path of ['request-password-reset', 'sign-in/magic-link'])
        tries.push((await stranger.post(`/api/auth/${path}`, { email: address })).body);
    }
    expect(tries.slice(0, 3)).toEqual(tries.slice(3));
    expect(tries[0]).toEqual([401, expect.objectContaining({ code: 'wrong-credentials' })]);
  });

  test.each(['short', 'password12', '1234567890', 'aaaaaaaaaaaa', 'abcdefghijkl'])(
    '[AC3] the password %j is refused',
    async (password) => {
      const answer = await openBrowser().post('/api/auth/sign-up/email', {
        name: 'Ada',
        email: newMail(),
        password,
      });
      expect([answer.status, answer.body.code]).toEqual([400, 'weak-password']);
    },
  );

  test('[AC4] a link from a mail signs in once, in the reader’s language', async () => {
    const email = newMail();
    const ada = openBrowser('zh-CN,zh;q=0.9');
    await ada.post('/api/auth/sign-in/magic-link', { email });
    const { text, token } = await mailTo(email, /#link=([\w-]+)/);
    expect(text).toContain('lang="zh"');
    expect((await ada.post('/api/auth/magic-link/verify', { token })).status).toBe(200);
    expect((await ada.session()).account).not.toBeNull();
    const again = await openBrowser().post('/api/auth/magic-link/verify', { token });
    expect(again.body.code).toBe('gone');
  });

  test('[AC5] a forgotten password is chosen anew by mail, and every session ends', async () => {
    const ada = await newcomer();
    await openBrowser().post('/api/auth/request-password-reset', { email: ada.email });
    const { token } = await mailTo(ada.email, /#reset=([\w-]+)/);
    const newPassword = 'four blue lamps';
    const stranger = openBrowser();
    expect((await stranger.post('/api/auth/reset-password', { token, newPassword })).status).toBe(200);
    expect((await ada.session()).account).toBeNull();
    expect((await stranger.post('/api/auth/reset-password', { token, newPassword })).body.code).toBe('gone');
    const signIn = (password: string) =>
      stranger.post('/api/auth/sign-in/email', { email: ada.email, password });
    expect((await signIn(PASSWORD)).status).toBe(401);
    expect((await signIn(newPassword)).status).toBe(200);
  });

  test('[AC6] another mail address holds when it is confirmed from there', async () => {
    const ada = await newcomer();
    const newEmail = newMail();
    expect((await ada.post('/api/auth/change-email', { newEmail })).status).toBe(200);
    expect((await ada.call('GET', '/api/account')).body.email).toBe(ada.email);
    await mailTo(ada.email, /(Your mail address is to change)/);
    const { token } = await mailTo(newEmail, /#verify=([\w.-]+)/);
    await ada.post('/api/auth/verify-email', { token });
    expect((await ada.call('GET', '/api/account')).body.email).toBe(newEmail);
  });

  test('[AC7] sessions are listed; one ends at once for the interface and for rooms, whose guest is told', async () => {
    const ada = await newcomer();
    const phone = openBrowser();
    await phone.post('/api/auth/sign-in/email', { email: ada.email, password: PASSWORD });
    const { body } = await ada.call('GET', '/api/account/sessions');
    expect(body.sessions.map(({ own, device }: { own: boolean; device: string }) => [own, device])).toEqual([
      [true, 'Test/1.0'],
      [false, 'Test/1.0'],
    ]);
    const cookie = decodeURIComponent(phone.cookies.get('vitrine.session_token')!);
    const room = await joinWith(house, cookie, {
      as: 'visitor',
      appearance: { name: 'Ada', body: 'mira', colour: '#2f5a56' },
    });
    const out = nextEvent<{ why: string }>(room, 'identity.out');
    const left = new Promise<number>((resolve) => room.onLeave(resolve));
    expect((await ada.call('DELETE', `/api/account/sessions/${body.sessions[1].id}`)).body).toEqual({
      ended: 1,
    });
    expect((await phone.call('GET', '/api/account')).status).toBe(401);
    expect([await out, await left]).toEqual([{ why: 'signed-out' }, 4403]);
    expect((await ada.call('GET', '/api/account')).status).toBe(200);
  });

  test('[AC8] nobody ends another’s session, and signing out ends one’s own', async () => {
    const [ada, eve] = [await newcomer(), await newcomer()];
    const [own] = (await ada.call('GET', '/api/account/sessions')).body.sessions;
    expect((await eve.call('DELETE', `/api/account/sessions/${own.id}`)).body).toEqual({ ended: 0 });
    const stolen = ada.cookies.get('vitrine.session_token')!;
    expect((await ada.post('/api/auth/sign-out')).status).toBe(200);
    const thief = openBrowser();
    thief.cookies.set('vitrine.session_token', stolen);
    expect((await thief.call('GET', '/api/account')).status).toBe(401);
  });

  test('[AC9] a second factor is asked for after a password and after a mailed link; a backup code works once', async () => {
    const ada = await newcomer();
    const { body } = await ada.post('/api/auth/two-factor/enable', { password: PASSWORD });
    expect(body.backupCodes.length).toBeGreaterThanOrEqual(8);
    const secret = new URL(body.totpURI).searchParams.get('secret')!;
    const code = () => codeOf(secret, Date.now());
    expect((await ada.call('GET', '/api/account')).body.secondFactor).toBe(false);
    expect((await ada.post('/api/auth/two-factor/verify-totp', { code: '000000' })).body.code).toBe(
      'wrong-credentials',
    );
    expect((await ada.post('/api/auth/two-factor/verify-totp', { code: code() })).status).toBe(200);
    expect((await ada.call('GET', '/api/account')).body.secondFactor).toBe(true);
    const half = openBrowser();
    const first = await half.post('/api/auth/sign-in/email', { email: ada.email, password: PASSWORD });
    expect(first.body.twoFactorRedirect).toBe(true);
    expect((await half.session()).account).toBeNull();
    expect((await half.post('/api/auth/two-factor/verify-totp', { code: code() })).status).toBe(200);
    expect((await half.session()).account).not.toBeNull();
    for (const status of [200, 401]) {
      const byMail = openBrowser();
      await byMail.post('/api/auth/sign-in/magic-link', { email: ada.email });
      const { token } = await mailTo(ada.email, /#link=([\w-]+)/);
      await byMail.post('/api/auth/magic-link/verify', { token });
      expect((await byMail.session()).account).toBeNull();
      const used = await byMail.post('/api/auth/two-factor/verify-backup-code', {
        code: body.backupCodes[0],
      });
      expect(used.status).toBe(status);
    }
  });

  test('[AC10] guessing is slowed for an account and for an address, and only for a while', async () => {
    const { email } = await newcomer();
    const guess = (to: string) =>
      openBrowser().post('/api/auth/sign-in/email', { email: to, password: 'wrong wrong' });
    const codes = [];
    for (let attempt = 0; attempt < 12; attempt++) codes.push((await guess(email)).body.code);
    expect(codes.slice(0, 8)).toEqual(Array(8).fill('wrong-credentials'));
    expect(codes.at(-1)).toBe('too-many');
    house.clock.advance(10 * 60_000);
    const right = await openBrowser().post('/api/auth/sign-in/email', { email, password: PASSWORD });
    expect(right.status).toBe(200);
  });

  test('[AC11] a page of another origin signs nobody in, and what is not listed is closed', async () => {
    const { email } = await newcomer();
    const foreign = await openBrowser().call(
      'POST',
      '/api/auth/sign-in/email',
      { email, password: PASSWORD },
      { origin: 'https://evil.example' },
    );
    expect(foreign.status).toBe(403);
    for (const path of ['list-sessions', 'get-session', 'sign-in/social', 'update-session', 'ok'])
      expect((await openBrowser().call('GET', `/api/auth/${path}`)).status).toBe(404);
  });

  test('[AC12] a guest who signs in is linked to the account, once', async () => {
    const ada = await newcomer();
    const guest = openBrowser();
    const before = await guest.session();
    await guest.post('/api/auth/sign-in/email', { email: ada.email, password: PASSWORD });
    const after = await guest.session();
    expect(after.visitor).not.toBe(before.visitor);
    expect(after.visitor).toBe((await ada.session()).visitor);
  });

  test('[AC13] who deletes their account is gone with sessions and rights; their address is free again', async () => {
    const ada = await newcomer();
    expect((await ada.post('/api/auth/delete-user', { password: 'not this one' })).status).toBe(401);
    expect((await ada.post('/api/auth/delete-user', { password: PASSWORD })).status).toBe(200);
    expect((await ada.call('GET', '/api/account')).status).toBe(401);
    await newcomer(ada.email);
  });

  test('[AC14] owners invite by mail or link, once; the one who was invited gets just these roles', async () => {
    const owner = await signIn(house, 'owner');
    const email = newMail();
    const byMail = await owner.call('POST', '/api/console/invitations', {
      roles: ['moderator', 'desk'],
      email,
      language: 'es',
    });
    expect(byMail.body.link).toBeNull();
    const { token: secret, text } = await mailTo(email, /#invitation=([\w-]+)/);
    expect(text).toContain('lang="es"');
    const mo = openBrowser();
    expect((await mo.post('/api/invitations/look', { secret })).body).toMatchObject({
      roles: ['moderator', 'desk'],
      email,
    });
    const person = { name: 'Mo', email, password: PASSWORD };
    const wrong = await mo.post('/api/invitations/accept', {
      secret,
      newcomer: { ...person, email: newMail() },
    });
    expect(wrong.status).toBe(403);
    expect((await mo.post('/api/invitations/accept', { secret, newcomer: person })).status).toBe(200);
    expect(await mo.session()).toMatchObject({
      role: 'moderator',
      roles: expect.arrayContaining(['desk', 'moderator']),
    });
    expect((await mo.call('GET', '/api/console/orders')).status).toBe(200);
    expect((await mo.call('GET', '/api/console/events')).status).toBe(403);
    expect((await mo.post('/api/invitations/look', { secret })).body.code).toBe('gone');
    const later = await owner.call('POST', '/api/console/invitations', { roles: ['host'] });
    house.clock.advance(8 * 86_400_000);
    const old = later.body.link.split('invitation=')[1];
    expect((await mo.post('/api/invitations/look', { secret: old })).body.code).toBe('gone');
  });

  test('[AC15] an invitation that is taken back does not hold; of two who come at once one is in time', async () => {
    const owner = await signIn(house, 'owner');
    const secretOf = async () => {
      const { body } = await owner.call('POST', '/api/console/invitations', { roles: ['designer'] });
      return { id: body.id, secret: body.link.split('invitation=')[1] };
    };
    const { id, secret } = await secretOf();
    expect((await owner.call('DELETE', `/api/console/invitations/${id}`)).status).toBe(200);
    expect((await openBrowser().post('/api/invitations/look', { secret })).status).toBe(410);
    const race = await secretOf();
    const answers = await Promise.all(
      [1, 2, 3].map(() =>
        openBrowser().post('/api/invitations/accept', {
          secret: race.secret,
          newcomer: { name: 'Bo', email: newMail() },
        }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410]);
  });

  test('[AC23] in a room the desk and designers are visitors like others, whom a moderator may send out', async () => {
    const [desk, mo] = [await signIn(house, 'desk'), await signIn(house, 'moderator')];
    const body = { as: 'visitor', appearance: { name: 'Dee', body: 'mira', colour: '#2f5a56' } };
    const room = await joinWith(house, desk.token, body);
    const eye = await joinWith(house, mo.token, { as: 'staff' });
    expect(eye.state.visitors.get(room.sessionId)?.role).toBe('visitor');
    const out = nextEvent<{ kind: string }>(room, 'moderation.out');
    await eye.request('moderation.remove', { target: { visitor: room.sessionId }, reason: 'x' });
    expect((await out).kind).toBe('remove');
    await eye.leave();
  });

  test('[AC16] a change of roles holds at once, in rooms too; the last owner stays', async () => {
    const owner = await signIn(house, 'owner');
    const host = await signIn(house, 'host');
    const room = await joinWith(house, host.token, { as: 'staff' });
    const out = nextEvent<{ why: string }>(room, 'identity.out');
    const { members } = (await owner.call('GET', '/api/console/members')).body;
    const found = members.findLast(({ roles }: { roles: string[] }) => roles.includes('host'));
    await owner.call('PUT', `/api/console/members/${found.account}`, { roles: ['designer'] });
    expect(await out).toEqual({ why: 'rights' });
    expect((await host.call('GET', '/api/console/events')).status).toBe(403);
    expect((await host.call('GET', '/api/designer/drafts')).status).toBe(200);
    await owner.call('DELETE', `/api/console/members/${found.account}`);
    expect((await host.call('GET', '/api/designer/drafts')).status).toBe(403);
    const owners = members.filter(({ roles }: { roles: string[] }) => roles.includes('owner'));
    const statuses = [];
    const { own } = (await owner.call('GET', '/api/console/members')).body;
    for (const { account } of owners.filter(({ account }: { account: string }) => account !== own))
      statuses.push((await owner.call('DELETE', `/api/console/members/${account}`)).status);
    statuses.push((await owner.call('DELETE', `/api/console/members/${own}`)).status);
    expect(statuses.at(-1)).toBe(409);
    expect(new Set(statuses.slice(0, -1))).toEqual(new Set([200]));
  });

  test('[AC11] what names an account has to be text', async () => {
    const { status, body } = await ask(house, 'POST', '/api/auth/sign-in/email', {
      body: { email: [{ toString: null }], password: 'x' },
      headers: { origin: house.url },
    });
    expect([status, body.code]).toEqual([400, 'bad-input']);
  });
});
