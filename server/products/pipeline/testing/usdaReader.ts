/** A value of a layer: arrays as their text, since they may hold a million numbers. */
export type Value = { kind: 'text' | 'asset' | 'path' | 'plain' | 'tuple' | 'array' | 'block'; text: string };
export type Property = { type: string; name: string; value?: Value };
export type Prim = {
  path: string;
  specifier: string;
  type: string;
  meta: Map<string, Value>;
  properties: Map<string, Property>;
  children: Prim[];
};
export type Layer = { meta: Map<string, Value>; prims: Prim[] };

const NAME = /[A-Za-z_][A-Za-z0-9_:.]*(\[\])?/y;
const PLAIN = /[-+]?[0-9.][0-9.eE+-]*|[A-Za-z_][A-Za-z0-9_]*/y;

/** Reads the text of a USD layer as far as a product's needs it; anything else is an error with its place. */
export function readUsda(text: string): Layer {
  const reader = openReader(text);
  if (!text.startsWith('#usda 1.0\n')) reader.fail('no header');
  reader.skipLine();
  const meta = reader.peek() === '(' ? metadata(reader) : new Map<string, Value>();
  const prims: Prim[] = [];
  while (reader.peek() !== '') prims.push(primOf(reader, ''));
  return { meta, prims };
}

type Reader = ReturnType<typeof openReader>;

function openReader(text: string) {
  let at = 0;
  const fail = (why: string): never => {
    throw new Error(`line ${text.slice(0, at).split('\n').length}: ${why}`);
  };
  const space = (): void => {
    while (at < text.length && ' \n\t;'.includes(text[at]!)) at++;
  };
  const read = (pattern: RegExp, what: string): string => {
    space();
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? fail(`no ${what}`);
    at += found.length;
    return found;
  };
  const until = (close: string): string => {
    const end = text.indexOf(close, at + 1);
    if (end < 0) fail(`no ${close}`);
    const found = text.slice(at, end + 1);
    at = end + 1;
    return found;
  };
  return {
    fail,
    skipLine: () => {
      at = text.indexOf('\n', at) + 1;
    },
    peek: (): string => {
      space();
      return text[at] ?? '';
    },
    take: (sign: string): void => {
      space();
      if (text[at] !== sign) fail(`${sign} wanted, ${text[at] ?? 'the end'} there`);
      at++;
    },
    name: () => read(NAME, 'name'),
    plain: () => read(PLAIN, 'value'),
    until,
    string: (): string => {
      const found = read(/"(?:[^"\\\n]|\\.)*"/y, 'string');
      return found.slice(1, -1).replace(/\\(.)/g, '$1');
    },
    /** A bracket with all that is within it. */
    nested: (open: string, close: string): string => {
      const start = at;
      let depth = 0;
      for (; at < text.length; at++) {
        if (text[at] === open) depth++;
        if (text[at] === close && --depth === 0) return text.slice(start, ++at);
      }
      return fail(`no ${close}`);
    },
  };
}

function metadata(reader: Reader): Map<string, Value> {
  const meta = new Map<string, Value>();
  reader.take('(');
  while (reader.peek() !== ')') {
    let name = reader.name();
    if (name === 'prepend' || name === 'append') name = reader.name();
    reader.take('=');
    if (meta.has(name)) reader.fail(`${name} twice`);
    meta.set(name, readValue(reader));
  }
  reader.take(')');
  return meta;
}

function readValue(reader: Reader): Value {
  const sign = reader.peek();
  if (sign === '"') return { kind: 'text', text: reader.string() };
  if (sign === '@') return { kind: 'asset', text: reader.until('@').slice(1, -1) };
  if (sign === '<') return { kind: 'path', text: reader.until('>').slice(1, -1) };
  if (sign === '(') return { kind: 'tuple', text: reader.nested('(', ')') };
  if (sign === '[') return { kind: 'array', text: reader.nested('[', ']') };
  if (sign === '{') return { kind: 'block', text: reader.nested('{', '}') };
  return { kind: 'plain', text: reader.plain() };
}

function primOf(reader: Reader, parent: string, specifier = reader.name()): Prim {
  if (!['def', 'over', 'class'].includes(specifier)) reader.fail(`${specifier} begins no prim`);
  const type = reader.peek() === '"' ? '' : reader.name();
  const name = reader.string();
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) reader.fail(`${name} is no name`);
  const prim: Prim = {
    path: `${parent}/${name}`,
    specifier,
    type,
    meta: reader.peek() === '(' ? metadata(reader) : new Map(),
    properties: new Map(),
    children: [],
  };
  reader.take('{');
  while (reader.peek() !== '}') {
    const word = reader.name();
    if (word === 'def' || word === 'over' || word === 'class') {
      const child = primOf(reader, prim.path, word);
      if (prim.children.some(({ path }) => path === child.path)) reader.fail(`${child.path} twice`);
      prim.children.push(child);
    } else addProperty(reader, prim, word === 'uniform' || word === 'custom' ? reader.name() : word);
  }
  reader.take('}');
  return prim;
}

function addProperty(reader: Reader, prim: Prim, type: string): void {
  const name = reader.name();
  if (prim.properties.has(name)) reader.fail(`${prim.path}.${name} twice`);
  const property: Property = { type, name };
  if (reader.peek() === '=') {
    reader.take('=');
    property.value = readValue(reader);
  }
  if (reader.peek() === '(') metadata(reader);
  prim.properties.set(name, property);
}
