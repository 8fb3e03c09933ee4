import type { Examination, Stop } from '../../../shared/model/examination.ts';
import { countFindings, explain, type Message } from '../../../shared/model/explain.ts';
import { checkComplexity } from './complexity.ts';
import { type Container, type Loose, listIn, openContainer, textIn, textsIn } from './container.ts';
import { type BufferOf, checkGeometry } from './geometry.ts';
import { lookAtImages, type Pictures } from './images.ts';
import { Stopped } from './job.ts';
import { type Link, linkMessages, linksOf } from './links.ts';
import { checkNodeVisibility } from './nodeVisibility.ts';
import { shown } from './paths.ts';
import { remarksOn, unknownRequired } from './remarks.ts';
import { follow, type Resources } from './resources.ts';
import { sniff } from './sniff.ts';
import { SUPPORTED } from './supported.ts';
import { validate } from './validator.ts';

const MOST_EXTENSIONS = 200;

/**
 * Checks the model `main` of an upload. Ends as Stopped with the whole examination where something is against it; what is
 * merely odd stands in the findings. What the file declares is bounded before anything counts up to it.
 */
export async function examine(resources: Resources, main: string): Promise<Examination> {
  const bytes = resources.get(main)!;
  const kind = sniff(bytes);
  const isNamed = /\.(glb|gltf)$/i.test(main);
  if (!(kind === 'glb' || kind === 'json' || (kind === 'other' && isNamed)))
    throw new Stopped('not-a-model', `${shown(main)}: ${kind}`);
  const container = openContainer(bytes, main);
  const json = container.json ?? {};
  checkComplexity(json);
  const links = linksOf(json, main, resources);
  const bufferOf = buffersOf(container, links);
  const validated = await validateSafely(bytes, container.format, readerOf(links, main, resources));
  const pictures = await lookAtImages(json, links, bufferOf);
  const messages = [
    ...validated.filter((each) => !isFalseAlarm(each, json, pictures)),
    ...checkNodeVisibility(json),
    ...linkMessages(links),
    ...pictures.messages,
    ...remarksOn(json),
  ];
  const examination = summarise(main, container, bytesUsed(bytes, links), messages);
  stopWhere(examination, messages, links, pictures, json, container);
  try {
    await checkGeometry(json, bufferOf);
  } catch (error) {
    throw withGeometry(error, main, container, examination.bytes, messages);
  }
  return examination;
}

/** Where the validator itself gives up, the file is surely no model. */
async function validateSafely(...input: Parameters<typeof validate>): Promise<Message[]> {
  try {
    return await validate(...input);
  } catch (error) {
    const why = shown(String((error as Error)?.message ?? error));
    return [
      { code: 'VT_UNCHECKABLE', severity: 0, message: `The validator gives up: ${why}`, values: [why] },
    ];
  }
}

/** Answers the files that the model itself names, and nothing else. */
function readerOf(links: Link[], main: string, resources: Resources): (uri: string) => Promise<Uint8Array> {
  const known = new Map(links.map(({ uri, leads }) => [uri, leads]));
  return async (uri) => {
    const leads = known.get(uri) ?? follow(uri, main, resources);
    if (!('bytes' in leads)) throw new Error('not in the upload');
    return leads.bytes;
  };
}

function buffersOf({ json = {}, bin }: Container, links: Link[]): BufferOf {
  const byPointer = new Map(links.map(({ pointer, leads }) => [pointer, leads]));
  const buffers = listIn(json, 'buffers').map((buffer, index) => {
    const leads = byPointer.get(`/buffers/${index}/uri`);
    if (leads) return 'bytes' in leads ? leads.bytes : undefined;
    return index === 0 && buffer.uri === undefined ? bin : undefined;
  });
  return (index) => (typeof index === 'number' ? buffers[index] : undefined);
}

/** What the validator finds odd only because it does not know an extension that we do. Errors are never passed over. */
function isFalseAlarm(
  { code, severity, pointer = '' }: Message,
  json: Loose,
  { misjudged }: Pictures,
): boolean {
  if (severity === 0) return false;
  const index = Number(/^\/images\/(\d+)/.exec(pointer)?.[1] ?? -1);
  if (misjudged.has(index))
    return ['VALUE_NOT_IN_LIST', 'IMAGE_UNRECOGNIZED_FORMAT', 'UNUSED_OBJECT'].includes(code);
  const name = textsIn(json, 'extensionsUsed')[Number(/^\/extensionsUsed\/(\d+)$/.exec(pointer)?.[1] ?? -1)];
  return code === 'UNSUPPORTED_EXTENSION' && name !== undefined && SUPPORTED.has(name);
}

function bytesUsed(model: Uint8Array, links: Link[]): number {
  const used = new Map(
    links.flatMap(({ leads }) => (leads.to === 'file' ? [[leads.path, leads.bytes]] : [])),
  );
  return [...used.values()].reduce((sum, { byteLength }) => sum + byteLength, model.byteLength);
}

function summarise(
  main: string,
  { format, json = {} }: Container,
  bytes: number,
  messages: Message[],
): Examination {
  const names = (list: string): string[] => textsIn(json, list).slice(0, MOST_EXTENSIONS).map(shown);
  return {
    main,
    format,
    bytes,
    counts: countFindings(messages),
    findings: explain(messages, json),
    generator: shown(textIn(json.asset, 'generator')),
    version: shown(textIn(json.asset, 'version')),
    extensions: { used: names('extensionsUsed'), required: names('extensionsRequired') },
  };
}

/** The reason that helps most comes first: a missing file makes many errors that go away with it. */
function stopWhere(
  examination: Examination,
  messages: Message[],
  links: Link[],
  pictures: Pictures,
  json: Loose,
  container: Container,
): void {
  const stop = (reason: Stop, detail: string): never => {
    throw new Stopped(reason, detail, examination);
  };
  const outside = links.find(({ leads }) => leads.to === 'outside');
  if (outside) stop('outside-reference', shown(outside.uri));
  const missing = messages.find(({ code }) => code === 'VT_MISSING_FILE' || code === 'VT_OTHER_FILE_NAME');
  if (missing) stop('missing-file', missing.values![0]!);
  const unknown = unknownRequired(json);
  if (unknown.length > 0) stop('unsupported-extension', unknown.slice(0, 5).map(shown).join(', '));
  if (pictures.tooLarge)
    stop('image-too-large', messages.find(({ code }) => code === 'VT_IMAGE_TOO_LARGE')!.values![0]!);
  const error = messages.find(({ severity, code }) => severity === 0 && code !== 'VT_IMAGE_BROKEN');
  if (error || !container.json)
    stop('invalid', error ? `${error.code} ${shown(error.pointer ?? '')}`.trim() : '');
  if (pictures.broken) stop('image-broken', placeOfFirst(examination, 'VT_IMAGE_BROKEN'));
}

function placeOfFirst({ findings }: Examination, wanted: string): string {
  const { place, pointer } = findings.find(({ code }) => code === wanted)!;
  return place?.name || pointer;
}

function withGeometry(
  error: unknown,
  main: string,
  container: Container,
  bytes: number,
  messages: Message[],
): unknown {
  if (!(error instanceof Stopped)) return error;
  const [pointer = '', what = ''] = error.detail.split(': ');
  const finding: Message = {
    code: 'VT_GEOMETRY_BROKEN',
    severity: 0,
    pointer,
    message: `Compressed geometry does not fit: ${what}`,
    values: [what],
  };
  return new Stopped(error.stop, error.detail, summarise(main, container, bytes, [...messages, finding]));
}
