import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Document } from '@gltf-transform/core';
import { LEVELS, type MissedBudget, type TextureFacts } from '../../../shared/model/delivery.ts';
import type { Examination } from '../../../shared/model/examination.ts';
import { openDecoded } from './decoded.ts';
import { planExplode } from './explode.ts';
import { factsOf, factsOfDocument } from './facts.ts';
import type { Job, Made, MadeFile, Progress } from './job.ts';
import { fileOf, ORIGINAL_FILE, USDZ_FILE } from './levelFile.ts';
import { makeLevel } from './levels.ts';
import { packOriginal } from './original.ts';
import { findParts } from './parts.ts';
import { type Resources, readModel, readSource } from './read.ts';
import { putRight } from './right.ts';
import { writeUsdz } from './usdz.ts';
import { assertValid } from './validated.ts';

type Step = Progress['step'];
export type Work = {
  job: Job;
  resources: Resources;
  examination: Examination;
  report(step: Step, done: number, total: number): void;
};

/**
 * Makes everything of a product that needs no browser and no graphics card's textures, into the folder `out` of the job:
 * the levels of detail, the file for iOS, the original in one piece; and tells what they are. Throws if one of the files
 * is not valid.
 */
export async function make({ job, resources, examination, report }: Work): Promise<Made> {
  const { options, out } = job;
  const step = async <Of>(name: Step, work: () => Of | Promise<Of>): Promise<Of> => {
    report(name, 0, 1);
    const done = await work();
    report(name, 1, 1);
    return done;
  };
  const document = await step('read', () => readModel(resources, examination.main));
  const original = await saveOriginal(out, document, resources, examination.main);
  const size = await step('right', () => putRight(document, options));
  const { parts, meshes, shells } = await step('parts', () => findParts(document, { split: options.split }));
  const explode = planExplode(meshes);
  const files: MadeFile[] = [];
  const missed: MissedBudget[] = [];
  let textures: TextureFacts[] = [];
  let hero = document;
  const decoded = openDecoded();
  for (const level of LEVELS)
    await step(level, async () => {
      const made = await makeLevel(document, level, options, decoded);
      if (level === 'hero') ({ textures, shaped: hero } = made);
      const file = fileOf(level, 'web');
      await assertValid(made.glb, file);
      await writeFile(join(out, file), made.glb);
      missed.push(...made.missed);
      files.push({ level, packing: 'web', file, ...(await factsOf(made.glb)) });
    });
  await step('usdz', async () => {
    const name = examination.main.replace(/^.*\//, '').replace(/\.\w+$/, '');
    await writeFile(join(out, USDZ_FILE), await writeUsdz(hero, { name }));
  });
  return {
    outcome: 'made',
    examination,
    original,
    files,
    missed,
    textures,
    size,
    parts,
    explode,
    shells,
    variants: variantsOf(document),
    animations: animationsOf(document),
    usdz: USDZ_FILE,
  };
}

async function saveOriginal(
  out: string,
  document: Document,
  resources: Resources,
  main: string,
): Promise<Made['original']> {
  const glb = await packOriginal(readSource(resources, main));
  await writeFile(join(out, ORIGINAL_FILE), glb);
  return { file: ORIGINAL_FILE, ...factsOfDocument(document, glb.byteLength) };
}

/** The names of the variants, in the file's order. */
function variantsOf(document: Document): string[] {
  const used = document.getRoot().listExtensionsUsed();
  const extension = used.find(({ extensionName }) => extensionName === 'KHR_materials_variants');
  const all = (extension?.listProperties() ?? []).filter(({ propertyType }) => propertyType === 'Variant');
  return all.map((variant) => variant.getName());
}

function animationsOf(document: Document): Made['animations'] {
  return document
    .getRoot()
    .listAnimations()
    .map((animation) => ({
      name: animation.getName(),
      seconds: Math.max(
        0,
        ...animation.listSamplers().map((sampler) => sampler.getInput()?.getMax([])[0] ?? 0),
      ),
    }));
}
