import { findNodeAtLocation, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { z } from 'zod';

/** What is wrong in a data file, and where. */
export type Fault = { line: number; place: string; reason: string };
type Issue = Pick<z.core.$ZodIssue, 'path' | 'message'>;

/** What a JSON text holds by a schema, or every fault of it; `name` is what it must be called, as its file is. */
export function parseData<T extends { name: string }>(
  text: string,
  schema: z.ZodType<T>,
  name: string,
): { data: T } | { faults: Fault[] } {
  const broken: ParseError[] = [];
  const tree = parseTree(text, broken, { disallowComments: true });
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length;
  if (!tree || broken.length > 0)
    return {
      faults: broken.map(({ error, offset }) => ({
        line: lineAt(offset),
        place: '',
        reason: printParseErrorCode(error),
      })),
    };
  const parsed = schema.safeParse(JSON.parse(text));
  const issues: Issue[] = parsed.success ? misnamed(parsed.data.name, name) : parsed.error.issues;
  if (parsed.success && issues.length === 0) return { data: parsed.data };
  return {
    faults: issues.map(({ path, message }) => {
      const steps = path as (string | number)[];
      let depth = steps.length;
      while (depth > 0 && !findNodeAtLocation(tree, steps.slice(0, depth))) depth--;
      const offset = findNodeAtLocation(tree, steps.slice(0, depth))?.offset ?? 0;
      return { line: lineAt(offset), place: `${steps.join('.')}: `, reason: message };
    }),
  };
}

const misnamed = (given: string, name: string): Issue[] =>
  given === name ? [] : [{ path: ['name'], message: `must be "${name}", as its file` }];

/** The error for a file with faults: names the file, and line, place and reason of each. */
export function faultyFile(file: string, what: string, faults: Fault[]): Error {
  const lines = faults.map(({ line, place, reason }) => `  line ${line}: ${place}${reason}`);
  return new Error(`${file} is not a ${what}:\n${lines.join('\n')}`);
}
