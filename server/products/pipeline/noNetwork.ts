// Loaded before anything else in the work process: whatever could reach another machine or start a program throws. Beside
// this, and where the system can, the process has no network at all; code of the machine's own (addons) would pass by here.
import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import tls from 'node:tls';

const refuse = (): never => {
  throw new Error('The work process has no network.');
};

const CLOSED: [object, string[]][] = [
  [net, ['connect', 'createConnection', 'createServer']],
  [net.Socket.prototype, ['connect']],
  [net.Server.prototype, ['listen']],
  [dgram, ['createSocket', 'Socket']],
  [http, ['request', 'get', 'createServer']],
  [https, ['request', 'get', 'createServer']],
  [http2, ['connect', 'createServer', 'createSecureServer']],
  [tls, ['connect', 'createServer']],
  [dns, Object.keys(dns).filter((name) => /^(lookup|resolve|reverse)/.test(name))],
  [dns.promises, Object.keys(dns.promises).filter((name) => /^(lookup|resolve|reverse)/.test(name))],
  [childProcess, ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork']],
  [globalThis, ['fetch', 'WebSocket', 'EventSource']],
];

for (const [owner, names] of CLOSED)
  for (const name of names)
    if (name in owner)
      Object.defineProperty(owner, name, { value: refuse, writable: false, configurable: false });
syncBuiltinESMExports();
