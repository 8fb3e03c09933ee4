/** Longest path of a file within an upload, and how deep it may lie. */
const MOST_SIGNS = 400;
const MOST_FOLDERS = 16;

/** Whether a path may name a file of an upload: relative, with plain slashes, leading nowhere else. */
export function isUploadPath(path: string): boolean {
  if (path.length === 0 || path.length > MOST_SIGNS || path.normalize('NFC').length > MOST_SIGNS)
    return false;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is kept out
  if (/[\\\u0000-\u001f\u007f]/.test(path) || /^[a-z]:/i.test(path) || path.startsWith('/')) return false;
  const names = path.split('/');
  return names.length <= MOST_FOLDERS && names.every((name) => name !== '' && name !== '.' && name !== '..');
}
