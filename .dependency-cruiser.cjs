'use strict';
// Which file may import which. RULES.md names the rules; scripts/architecture.test.ts proves that each one bites.
const SERVER_SLICES =
  'identity|avatars|stage|products|commerce|engagement|insight|host|provenance|chat|voice|tours|showrooms|events|recording';
const CLIENT_SLICES =
  'avatars|stage|products|xr|commerce|engagement|insight|host|chat|identity|provenance|voice|offline|panoramas|showrooms|events|recording|replay';
const TEST = '\\.test\\.tsx?$|/e2e/|(^|/)testing/';
const npm = (...names) => `(^|node_modules/)(${names.join('|')})(/|$)`;

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    rule('no-circular', 'No file imports itself, by whatever detour.', {}, { circular: true }),
    rule(
      'unresolvable',
      'Every import names something that exists.',
      {},
      { couldNotResolve: true, pathNot: '\\?' },
    ),
    rule(
      'shared-alone',
      'shared/ imports none of our files outside it.',
      { path: '^shared/', pathNot: TEST },
      { path: '^(server|client|scripts|bench|assets|scenes|tours)/' },
    ),
    rule(
      'shared-no-node',
      'shared/ runs in a browser too.',
      { path: '^shared/', pathNot: TEST },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'shared-packages',
      'shared/ imports only packages that need neither a DOM nor Node.',
      { path: '^shared/', pathNot: TEST },
      {
        path: '(^|/)node_modules/|^(@babylonjs|preact|hono|kysely|pino|mediasoup)',
        pathNot: npm('zod', '@colyseus/schema', 'intl-messageformat', '@formatjs'),
      },
    ),
    rule(
      'server-not-client',
      'The server never imports the client.',
      { path: '^server/', pathNot: TEST },
      { path: '^client/' },
    ),
    rule(
      'client-not-server',
      'The client never imports the server.',
      { path: '^client/', pathNot: TEST },
      { path: '^server/' },
    ),
    rule(
      'client-no-node',
      'The client runs in a browser.',
      { path: '^client/', pathNot: TEST },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'sdk-in-link',
      'Only client/net/link.ts knows the room library.',
      { path: '^client/', pathNot: `^client/net/link\\.ts$|${TEST}` },
      { path: npm('@colyseus/sdk') },
    ),
    rule(
      'kernel-not-slice-server',
      'server/http, room and store import no slice; the list files may.',
      { path: '^server/(http|room|store)/', pathNot: `^server/room/ShowroomRoom\\.ts$|${TEST}` },
      { path: `^server/(${SERVER_SLICES})(/|\\.ts$)` },
    ),
    rule(
      'kernel-not-slice-client',
      'client/world, ui and net import no slice.',
      { path: '^client/(world|ui|net)/', pathNot: TEST },
      { path: `^client/(${CLIENT_SLICES}|pages)(/|\\.ts$)` },
    ),
    rule(
      'slice-not-slice-server',
      'A slice of the server imports no other slice.',
      { path: `^server/(${SERVER_SLICES})(/|\\.ts$)`, pathNot: TEST },
      { path: `^server/(${SERVER_SLICES})(/|\\.ts$)`, pathNot: '^server/$1(/|\\.ts$)' },
    ),
    rule(
      'slice-not-slice-client',
      'A slice of the client imports no other slice and no page.',
      { path: `^client/(${CLIENT_SLICES})(/|\\.ts$)`, pathNot: TEST },
      { path: `^client/(${CLIENT_SLICES}|pages)(/|\\.ts$)`, pathNot: '^client/$1(/|\\.ts$)' },
    ),
    rule(
      'no-barrels',
      'Babylon is imported by deep paths: its barrels weigh megabytes.',
      {},
      { path: '(^|node_modules/)@babylonjs/(core|loaders)(/index\\.(js|d\\.ts))?$' },
    ),
    rule(
      'no-meta-packages',
      'Neither the colyseus meta package nor express.',
      {},
      { path: npm('colyseus', 'express') },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: `${__dirname}/tsconfig.json` },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
