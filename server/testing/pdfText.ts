import { inflateSync } from 'node:zlib';

/** What a reader copies from a PDF that pdfkit made: the texts of each page, run by run, by the fonts' own tables of characters. */
export function readPdf(bytes: Uint8Array): string[][] {
  const objects = objectsOf(Buffer.from(bytes).toString('latin1'));
  const tables = new Map<string, Map<number, string>>();
  for (const body of objects.values())
    for (const [, name, id] of body.matchAll(/\/(F\d+) (\d+) 0 R/g))
      tables.set(name!, tableOf(objects, objects.get(id!) ?? ''));
  const pages = [...objects.values()].filter((body) => /\/Type \/Page\b/.test(body));
  return pages.map((page) => textsOf(contentOf(objects, page), tables));
}

function objectsOf(file: string): Map<string, string> {
  const objects = file.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g);
  return new Map(Array.from(objects, ([, id, body]) => [id!, body!]));
}

function inflated(object: string): string {
  const stream = /stream\n([\s\S]*)\nendstream/.exec(object)?.[1] ?? '';
  return inflateSync(Buffer.from(stream, 'latin1')).toString('latin1');
}

const contentOf = (objects: Map<string, string>, page: string): string =>
  inflated(objects.get(/\/Contents (\d+) 0 R/.exec(page)![1]!)!);

function tableOf(objects: Map<string, string>, font: string): Map<number, string> {
  const cmap = inflated(objects.get(/\/ToUnicode (\d+) 0 R/.exec(font)![1]!)!);
  const table = new Map<number, string>();
  for (const [, from, list] of cmap.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[(.*)\]/g))
    [...list!.matchAll(/<([^>]*)>/g)].forEach(([, codes], index) => {
      const units = codes!.split(' ').filter(Boolean);
      table.set(
        Number.parseInt(from!, 16) + index,
        String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16))),
      );
    });
  return table;
}

function textsOf(content: string, tables: Map<string, Map<number, string>>): string[] {
  return content
    .split('BT\n')
    .slice(1)
    .map((part) => {
      const table = tables.get(/\/(F\d+) /.exec(part)![1]!)!;
      const shown = [...part.matchAll(/<([0-9a-f]+)>/g)].flatMap(([, hex]) => hex!.match(/.{4}/g) ?? []);
      return shown.map((code) => table.get(Number.parseInt(code, 16)) ?? '').join('');
    });
}
