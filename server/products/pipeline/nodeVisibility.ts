import type { Message } from '../../../shared/model/explain.ts';
import { isObject, type Loose, textsIn } from './container.ts';

const NAME = 'KHR_node_visibility';
const ERROR = 0;
const WARNING = 1;

/**
 * What the Khronos validator's next version says of KHR_node_visibility, which the packaged one does not know yet: it
 * stands on nodes only and has one property, a boolean. In the validator's own codes and words.
 */
export function checkNodeVisibility(json: Loose): Message[] {
  if (!textsIn(json, 'extensionsUsed').includes(NAME)) return [];
  const messages: Message[] = [];
  const visit = (value: unknown, pointer: string): void => {
    if (Array.isArray(value)) for (const [index, each] of value.entries()) visit(each, `${pointer}/${index}`);
    if (!isObject(value)) return;
    for (const [key, each] of Object.entries(value)) {
      if (key === 'extras') continue;
      const here = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      if (key === NAME && pointer.endsWith('/extensions')) messages.push(...checkOne(each, here));
      else visit(each, here);
    }
  };
  visit(json, '');
  return messages;
}

function checkOne(value: unknown, pointer: string): Message[] {
  if (!/^\/nodes\/\d+\/extensions\/[^/]+$/.test(pointer))
    return [
      {
        code: 'UNEXPECTED_EXTENSION_OBJECT',
        message: 'Unexpected location for this extension.',
        severity: ERROR,
        pointer,
      },
    ];
  if (!isObject(value)) return [mismatch(value, 'object', pointer)];
  return Object.entries(value).flatMap(([key, each]): Message[] => {
    const here = `${pointer}/${key}`;
    if (key === 'visible') return typeof each === 'boolean' ? [] : [mismatch(each, 'boolean', here)];
    if (key === 'extensions' || key === 'extras') return [];
    return [
      { code: 'UNEXPECTED_PROPERTY', message: 'Unexpected property.', severity: WARNING, pointer: here },
    ];
  });
}

const mismatch = (value: unknown, wanted: string, pointer: string): Message => ({
  code: 'TYPE_MISMATCH',
  message: `Type mismatch. Property value ${JSON.stringify(value)} is not a '${wanted}'.`,
  severity: ERROR,
  pointer,
});
