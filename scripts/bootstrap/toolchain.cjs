'use strict';
// Node 14.18 must be able to read this file.
const crypto = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

const ROOT = path.resolve(__dirname, '..', '..');
const TOOLCHAIN = path.join(ROOT, 'toolchain');
const MODULES = path.join(ROOT, 'node_modules');
const LEAST_OWN_NODE = 24;

const system = process.platform === 'win32' ? 'win' : process.platform;
const prefix = system === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
const nodePackage = `${prefix}-${system}-${process.arch}`;
const nodeHome = path.join(TOOLCHAIN, 'node_modules', nodePackage);
const pinnedNode = path.join(nodeHome, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const pinnedNpm = path.join(TOOLCHAIN, 'node_modules', 'npm', 'bin', 'npm-cli.js');

function fingerprint(folder) {
  const lock = fs.readFileSync(path.join(folder, 'package-lock.json'));
  return crypto.createHash('sha256').update(lock).update(nodePackage).digest('hex');
}

const stampFile = (folder) => path.join(folder, 'node_modules', '.vitrine-stamp');

function isFresh(folder) {
  try {
    return fs.readFileSync(stampFile(folder), 'utf8') === fingerprint(folder);
  } catch (_missing) {
    return false;
  }
}

function markFresh(folder) {
  fs.writeFileSync(stampFile(folder), fingerprint(folder));
}

// No pinned build for this platform, or one for another libc: the caller's own Node must do.
function chooseNode() {
  if (fs.existsSync(pinnedNode) && !fs.existsSync('/etc/alpine-release')) return pinnedNode;
  if (Number(process.versions.node.split('.')[0]) >= LEAST_OWN_NODE) return process.execPath;
  throw new Error(
    `There is no Node build for ${nodePackage} among the packages.\n` +
      `Install Node ${LEAST_OWN_NODE} or newer, put it on PATH and run the same command again.`,
  );
}

// The caller's npm may hand down another Node's prefix and headers, and flags that are meant for itself.
function taskEnvironment(node) {
  const env = { ...process.env };
  for (const name of [
    'npm_config_prefix',
    'npm_config_engine_strict',
    'npm_config_omit',
    'npm_config_dry_run',
  ]) {
    delete env[name];
  }
  const pathName = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') || 'PATH';
  env[pathName] = [path.dirname(node), path.join(MODULES, '.bin'), env[pathName]].join(path.delimiter);
  env.npm_config_nodedir = path.resolve(path.dirname(node), '..');
  return env;
}

// A bare `npm exec` or `npx` in the checkout then uses the pinned Node too.
function linkNode(node) {
  if (process.platform === 'win32' || node !== pinnedNode) return;
  const link = path.join(MODULES, '.bin', 'node');
  fs.mkdirSync(path.dirname(link), { recursive: true });
  try {
    fs.unlinkSync(link);
  } catch (_none) {
    /* first time */
  }
  fs.symlinkSync(path.relative(path.dirname(link), node), link);
}

module.exports = { ROOT, TOOLCHAIN, pinnedNpm, isFresh, markFresh, chooseNode, taskEnvironment, linkNode };
