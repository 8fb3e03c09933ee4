import { expect, test } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

test('[CF1] without any setting the server has sensible ones', () => {
  expect(readConfig({})).toEqual({
    HOST: '0.0.0.0',
    PORT: 8080,
    DATA_DIR: 'data',
    DATABASE_POOL: 20,
    CLIENT_DIR: 'dist/client',
    TOURS_DIR: 'tours',
    MEDIA_LISTEN_IP: '0.0.0.0',
    MEDIA_PORT: 41000,
    ICE_SERVERS: [],
    ADDRESS_RATE: 300,
    ROOM_CAPACITY: 240,
    SEAT_SECONDS: 20,
    VOICE_METRES: 14,
    VOICE_SPEAKERS: 8,
    MAIL_FROM: 'Vitrine <vitrine@localhost>',
    RECORDING_DAYS: 30,
    RECORDING_GB: 50,
    UPLOAD_MB: 512,
    DESIGNER_GB: 8,
    WORKSHOP_SECONDS: 60,
    REVIEW: false,
    STRIPE_SCRIPT: 'https://js.stripe.com/v3/',
    STRIPE_CAPTURE: 'automatic',
    LOG_LEVEL: 'info',
    publicUrl: 'http://localhost:8080',
  });
});

test('[CF2] an empty setting counts as unset, a strange variable is no concern of ours', () => {
  const names = [
    'HOST',
    'PORT',
    'PUBLIC_URL',
    'DATA_DIR',
    'MEDIA_WORKERS',
    'LOG_LEVEL',
    'MEDIASOUP_WORKER_BIN',
  ];
  const empty = Object.fromEntries(names.map((name) => [name, '']));
  expect(readConfig({ ...empty, SHELL: '/bin/sh', NOTHING: undefined })).toEqual(readConfig({}));
});

test.each([
  ['PORT', 'many', 'number'],
  ['PORT', '65536', '65535'],
  ['PORT', '-1', '0'],
  ['PORT', '80.5', 'int'],
  ['PUBLIC_URL', 'showroom.example', 'URL'],
  ['PUBLIC_URL', 'ftp://showroom.example', 'URL'],
  ['MAIL_URL', 'https://mail.example', 'URL'],
  ['MEDIA_LISTEN_IP', 'localhost', 'IP'],
  ['MEDIA_LISTEN_IP', '300.1.1.1', 'IP'],
  ['MEDIA_PORT', '100000', '65535'],
  ['MEDIA_WORKERS', '0', '1'],
  ['MEDIA_WORKERS', '65', '64'],
  ['ADDRESS_RATE', '0', '1'],
  ['ROOM_CAPACITY', '0', '1'],
  ['ROOM_CAPACITY', '501', '500'],
  ['SEAT_SECONDS', '0', '1'],
  ['SEAT_SECONDS', '301', '300'],
  ['VOICE_METRES', '1', '2'],
  ['VOICE_SPEAKERS', '0', '1'],
  ['ICE_SERVERS', 'example.org', 'stun:host'],
  ['ICE_SERVERS', 'turn:a|b', 'stun:host'],
  ['LOG_LEVEL', 'loud', 'debug'],
  ['DATABASE_URL', 'mysql://localhost/shop', 'URL'],
  ['DATABASE_POOL', '0', '1'],
])('[CF3] %s=%s is refused by name and with the reason', (name, value, reason) => {
  const read = () => readConfig({ [name]: value });
  expect(read).toThrow(ConfigError);
  expect(read).toThrow(`${name}=${value}: `);
  expect(read).toThrow(new RegExp(reason, 'i'));
});

test('[CF3] every wrong setting is named at once', () => {
  const read = () => readConfig({ PORT: 'x', LOG_LEVEL: 'x', ROOM_CAPACITY: 'x' });
  for (const name of ['PORT', 'LOG_LEVEL', 'ROOM_CAPACITY']) expect(read).toThrow(`${name}=x`);
});

test('[CF3] a password is not printed', () => {
  const read = () => readConfig({ DATABASE_URL: 'postgre://shop:secret@host/shop' });
  expect(read).toThrow('DATABASE_URL=postgre://shop:***@host/shop: ');
});

test('[CF4] numbers come as numbers, the public address without its last slash', () => {
  const config = readConfig({ PORT: '0', MEDIA_WORKERS: '3', PUBLIC_URL: 'https://showroom.example/' });
  expect(config).toMatchObject({ PORT: 0, MEDIA_WORKERS: 3, publicUrl: 'https://showroom.example' });
  expect(readConfig({ PORT: '9000' }).publicUrl).toBe('http://localhost:9000');
});

const STRIPE = {
  STRIPE_SECRET_KEY: 'sk_test_1',
  STRIPE_PUBLISHABLE_KEY: 'pk_test_1',
  STRIPE_WEBHOOK_SECRET: 'whsec_1',
};

test('[ST14] the keys of Stripe are set all together, or not at all; a secret is never repeated', () => {
  expect(readConfig(STRIPE)).toMatchObject(STRIPE);
  for (const name of Object.keys(STRIPE)) {
    const read = () => readConfig({ ...STRIPE, [name]: '' });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(`${name}=: is missing`);
  }
  const wrong = () => readConfig({ ...STRIPE, STRIPE_SECRET_KEY: 'my-secret' });
  expect(wrong).toThrow('STRIPE_SECRET_KEY=…: begins with sk_');
  expect(() => readConfig({ STRIPE_CAPTURE: 'later' })).toThrow('STRIPE_CAPTURE=later: ');
});
