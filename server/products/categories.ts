import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { LocalText } from '../../shared/model/localText.ts';

const schema = z.record(z.string().min(1), z.object({ en: z.string().min(1) }).catchall(z.string()));

/** What a category is called in each language; one that is not in the file is called as designers wrote it. */
export type CategoryNames = (category: string) => LocalText;

/** Where nobody has named categories. */
export const asWritten: CategoryNames = (category) => ({ en: category });

/** Reads what categories are called: data that a brand edits. */
export async function readCategoryNames(file: string): Promise<CategoryNames> {
  const names = new Map<string, LocalText>(
    Object.entries(schema.parse(JSON.parse(await readFile(file, 'utf8')))),
  );
  return (category) => names.get(category) ?? asWritten(category);
}
