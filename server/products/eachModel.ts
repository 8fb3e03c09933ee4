import type { Draft } from '../../shared/model/draft.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Drafts } from './drafts.ts';
import type { Uploads } from './uploads.ts';
import type { Works } from './works.ts';

type EachModelParts = {
  drafts: Pick<Drafts, 'create' | 'change' | 'remove'>;
  uploads: Pick<Uploads, 'lend' | 'remove'>;
  works: Pick<Works, 'start'>;
};

/**
 * Has an upload of its own for each model of one that was refused because it holds several; they take its place.
 * `conflict` for an upload that was not. What goes beyond the quota ends it: those that were begun go on, and the upload stays.
 */
export async function eachModel(draft: Draft, designer: string, parts: EachModelParts): Promise<Draft[]> {
  const { drafts, uploads, works } = parts;
  if (draft.stop?.reason !== 'several-models' || draft.state !== 'refused')
    throw new Refusal('conflict', 'there are not several models in it');
  const begun: Draft[] = [];
  for (const main of draft.stop.detail.split('\n')) {
    const { id } = await drafts.create(designer, nameOf(main), draft.files, true);
    const own = { ...draft, id };
    await uploads.lend(draft, own);
    const waiting = await drafts.change(id, { state: 'waiting', options: draft.options, main });
    works.start(waiting, designer);
    begun.push(waiting);
  }
  await drafts.remove(draft.id);
  await uploads.remove(draft);
  return begun;
}

/** An upload is called as its model's file. */
const nameOf = (path: string): string =>
  path
    .replace(/^.*\//, '')
    .replace(/\.\w+$/, '')
    .slice(0, 120) || path;
