import type { Message } from '../../../shared/model/explain.ts';
import { isObject, type Loose } from './container.ts';
import { shown } from './paths.ts';
import { follow, type Reference, type Resources } from './resources.ts';

/** An address in a model and where it leads. */
export type Link = { pointer: string; uri: string; leads: Reference };

/** What is told about a model, not what it is made of: nobody follows an address there. */
const TOLD = ['extras', 'KHR_xmp_json_ld'];

/** All addresses of a model, also those of extensions that nobody knows. */
export function linksOf(json: Loose, main: string, resources: Resources): Link[] {
  const links: Link[] = [];
  const visit = (value: unknown, pointer: string): void => {
    if (Array.isArray(value)) for (const [index, each] of value.entries()) visit(each, `${pointer}/${index}`);
    if (!isObject(value)) return;
    for (const [key, each] of Object.entries(value)) {
      if (TOLD.includes(key)) continue;
      const here = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      if (typeof each !== 'string') visit(each, here);
      else if (/^uri$|Uri$/.test(key))
        links.push({ pointer: here, uri: each, leads: follow(each, main, resources) });
    }
  };
  visit(json, '');
  return links;
}

/** Findings about addresses that lead out of the upload or to nothing. */
export function linkMessages(links: Link[]): Message[] {
  return links.flatMap(({ pointer, leads }): Message[] => {
    if (leads.to === 'outside')
      return [
        {
          code: 'VT_OUTSIDE_REFERENCE',
          message: `The address '${leads.uri}' leads out of the upload.`,
          severity: 0,
          pointer,
          values: [leads.uri],
        },
      ];
    if (leads.to !== 'nothing' || !/^\/(buffers|images)\//.test(pointer)) return [];
    const path = shown(leads.path);
    return [
      leads.near
        ? {
            code: 'VT_OTHER_FILE_NAME',
            message: `The file names '${path}'; the upload has '${leads.near}'.`,
            severity: 0,
            pointer,
            values: [path, leads.near],
          }
        : {
            code: 'VT_MISSING_FILE',
            message: `The file '${path}' is not in the upload.`,
            severity: 0,
            pointer,
            values: [path],
          },
    ];
  });
}
