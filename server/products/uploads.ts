import { createHash } from 'node:crypto';
import { link, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FileStore } from '@tus/file-store';
import { Server as TusServer } from '@tus/server';
import type { Draft } from '../../shared/model/draft.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import { statusOf } from '../http/app.ts';
import type { Person } from '../http/person.ts';
import type { Drafts } from './drafts.ts';

/** Where files of uploads are sent by the tus protocol, version 1.0.0 (https://tus.io/protocols/resumable-upload). */
export const UPLOADS = '/api/designer/uploads';

/** Takes the files of uploads, in pieces of any size, again where they broke off. */
export type Uploads = {
  /** Answers a request of the tus protocol from somebody who may design. */
  answer(request: Request, person: Person): Promise<Response>;
  /** Where the files of a draft lie. */
  sourceOf(draft: string): string;
  /** Has the files of a draft lie in another too, without taking more room. */
  lend(from: Draft, to: Draft): Promise<void>;
  /** Throws away everything that came for a draft. */
  remove(draft: Draft): Promise<void>;
};

/** What uploads need. `onWhole` hears of each draft that has come whole. */
export type UploadsParts = {
  folder: string;
  drafts: Drafts;
  maxBytes: number;
  onWhole(draft: Draft, designer: string): void;
};

type Asking = { person: Person };

/**
 * Opens the uploads in a folder. A file is announced with its draft (`drafts.create`), then sent with the metadata `draft`
 * and `path`; its upload is named by both, so that nobody else's can be written to. Once whole it is moved to its draft.
 */
export function openUploads({ folder, drafts, maxBytes, onWhole }: UploadsParts): Uploads {
  const passing = join(folder, 'passing');
  const sourceOf = (draft: string): string => join(folder, 'drafts', draft, 'source');
  const asking = new WeakMap<Request, Asking>();
  const store = new FileStore({ directory: passing });
  const nameOf = (draft: string, path: string): string =>
    `${draft}.${createHash('sha256').update(path).digest('base64url')}`;
  const person = (request: unknown): Person => asking.get(request as Request)!.person;
  /** The draft and the file that an upload is for, when the one who asks may send it. */
  const find = async (request: unknown, draftId: string, path: string) => {
    const draft = await drafts.own(draftId, person(request));
    const file = draft.files.find((one) => one.path === path);
    if (!file) throw new Refusal('not-found', 'this file was not announced');
    if (draft.state !== 'uploading') throw new Refusal('conflict', 'this upload takes no more files');
    return { draft, file };
  };
  const tus = new TusServer({
    path: UPLOADS,
    datastore: store,
    maxSize: maxBytes,
    relativeLocation: true,
    respectForwardedHeaders: false,
    allowedOrigins: () => false,
    namingFunction: (_, metadata) => nameOf(metadata?.draft ?? '', metadata?.path ?? ''),
    onUploadCreate: async (request, upload) => {
      const { draft = '', path = '' } = upload.metadata ?? {};
      const { file } = await find(request, draft ?? '', path ?? '');
      if (upload.size !== file.bytes)
        throw new Refusal('bad-input', `the file was announced with ${file.bytes} bytes`);
      return {};
    },
    onIncomingRequest: async (request, id) => {
      await drafts.own(id.split('.')[0]!, person(request));
    },
    onUploadFinish: async (request, upload) => {
      const { draft: id, path } = upload.metadata as { draft: string; path: string };
      await find(request, id, path);
      const place = join(sourceOf(id), path);
      await mkdir(dirname(place), { recursive: true });
      await rename(join(passing, upload.id), place);
      await rm(join(passing, `${upload.id}.json`), { force: true });
      const draft = await drafts.received(id, path);
      if (draft.files.every(({ whole }) => whole)) onWhole(draft, person(request).visitor);
      return {};
    },
    onResponseError: (_, error) =>
      error instanceof Refusal
        ? { status_code: statusOf(error.code), body: JSON.stringify(error.body()) }
        : undefined,
  });
  return {
    sourceOf,
    async answer(request, who) {
      asking.set(request, { person: who });
      return tus.handleWeb(request);
    },
    async lend(from, to) {
      for (const { path } of from.files) {
        const place = join(sourceOf(to.id), path);
        await mkdir(dirname(place), { recursive: true });
        // Nobody writes into a file that came: what takes its place is another file.
        await link(join(sourceOf(from.id), path), place);
      }
    },
    async remove(draft) {
      for (const { path } of draft.files) {
        const name = join(passing, nameOf(draft.id, path));
        await rm(name, { force: true });
        await rm(`${name}.json`, { force: true });
      }
      await rm(join(folder, 'drafts', draft.id), { recursive: true, force: true });
    },
  };
}
