import { BUDGETS } from '../../../shared/model/delivery.ts';
import type { Message } from '../../../shared/model/explain.ts';
import { type Loose, listIn, numberIn, objectIn, textIn, textsIn } from './container.ts';
import { shown } from './paths.ts';
import { SUPPORTED } from './supported.ts';

const MOST_DRAW_CALLS = 100;
const WARNING = 1;
const INFO = 2;

/** What we say of a model beside the validator: it refuses nothing and tells what a designer may want to know. */
export function remarksOn(json: Loose): Message[] {
  const { drawCalls, triangles, unnamed } = drawnBy(json);
  const remarks = extensionRemarks(json);
  const say = (code: string, severity: number, pointer: string, message: string, ...values: string[]) =>
    remarks.push({ code, severity, pointer, message, values });
  if (drawCalls === 0) say('VT_NOTHING_TO_SEE', WARNING, '', 'Nothing in the scene is drawn.');
  if (unnamed.length > 0)
    say(
      'VT_UNNAMED_PARTS',
      INFO,
      `/nodes/${unnamed[0]}`,
      `${unnamed.length} parts have no name.`,
      `${unnamed.length}`,
    );
  const most = BUDGETS.hero.triangles;
  if (triangles > most)
    say('VT_MANY_TRIANGLES', INFO, '', `${triangles} triangles are drawn.`, `${triangles}`, `${most}`);
  if (drawCalls > MOST_DRAW_CALLS)
    say(
      'VT_MANY_DRAW_CALLS',
      INFO,
      '',
      `${drawCalls} draw calls are needed.`,
      `${drawCalls}`,
      `${MOST_DRAW_CALLS}`,
    );
  return remarks;
}

/** Extensions that the file demands but nobody here knows. */
export const unknownRequired = (json: Loose): string[] =>
  textsIn(json, 'extensionsRequired').filter((name) => !SUPPORTED.has(name));

function extensionRemarks(json: Loose): Message[] {
  const required = new Set(unknownRequired(json));
  const used = textsIn(json, 'extensionsUsed');
  return [...new Set([...used, ...required])]
    .filter((name) => !SUPPORTED.has(name))
    .map((name) => {
      const [code, severity] = required.has(name)
        ? (['VT_UNSUPPORTED_EXTENSION', 0] as const)
        : (['VT_DROPPED_EXTENSION', WARNING] as const);
      const pointer = required.has(name) ? '/extensionsRequired' : '/extensionsUsed';
      return {
        code,
        severity,
        pointer,
        message: `The extension '${shown(name)}' is not known.`,
        values: [shown(name)],
      };
    });
}

type Drawn = { drawCalls: number; triangles: number; unnamed: number[] };

/** What the first scene draws; a file without scenes is taken as one of all its nodes. */
function drawnBy(json: Loose): Drawn {
  const nodes = listIn(json, 'nodes');
  const meshes = listIn(json, 'meshes');
  const accessors = listIn(json, 'accessors');
  const scenes = listIn(json, 'scenes');
  const scene = scenes[numberIn(json, 'scene')];
  const drawn: Drawn = { drawCalls: 0, triangles: 0, unnamed: [] };
  const open = scenes.length === 0 ? nodes.map((_, index) => index) : numbers(scene?.nodes);
  for (const seen = new Set<number>(); open.length > 0; ) {
    const index = open.pop()!;
    const node = nodes[index];
    if (!node || seen.has(index)) continue;
    seen.add(index);
    for (const child of numbers(node.children)) open.push(child);
    const mesh = meshes[Number(node.mesh)];
    if (node.mesh === undefined || !mesh) continue;
    if (!textIn(node, 'name') && !textIn(mesh, 'name')) drawn.unnamed.push(index);
    for (const primitive of listIn(mesh, 'primitives')) addPrimitive(drawn, primitive, accessors);
  }
  return drawn;
}

function addPrimitive(drawn: Drawn, primitive: Loose, accessors: Loose[]): void {
  const countOf = (index: unknown): number => numberIn(accessors[Number(index)] ?? {}, 'count');
  const { POSITION } = objectIn(primitive, 'attributes');
  const points = primitive.indices === undefined ? countOf(POSITION) : countOf(primitive.indices);
  if (POSITION === undefined || points === 0) return;
  drawn.drawCalls += 1;
  if (numberIn(primitive, 'mode', 4) >= 4) drawn.triangles += Math.floor(points / 3);
}

const numbers = (value: unknown): number[] => (Array.isArray(value) ? value.map(Number) : []);
