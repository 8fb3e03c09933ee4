import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Document, Logger, NodeIO } from '@gltf-transform/core';
import { ALL_EXTENSIONS } from '@gltf-transform/extensions';

/** Where real products lie, for trials only: beside the project, or where `VITRINE_MODELS` says. */
const MODELS = resolve(process.env.VITRINE_MODELS ?? '../shared/models');

/** The path of a real product's file; the test is skipped, with the reason, where it is absent. */
export function modelPath(path: string, skip: (reason: string) => void): string {
  const file = resolve(MODELS, path);
  if (!existsSync(file)) skip(`${file} is not there`);
  return file;
}

/** Reads a real product; the test is skipped, with the reason, where it is absent. */
export async function readModel(path: string, skip: (reason: string) => void): Promise<Document> {
  const file = modelPath(path, skip);
  const io = new NodeIO().setLogger(new Logger(Logger.Verbosity.ERROR)).registerExtensions(ALL_EXTENSIONS);
  return io.read(file);
}
