import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openGltf, writeGlb } from './gltf.ts';
import type { Job, PhoneResult } from './job.ts';
import { PLAIN_FILE, USDZ_FILE } from './levelFile.ts';
import { plainPictures, plainShapes } from './plain.ts';
import type { Report } from './run.ts';
import { writeUsdz } from './usdz.ts';
import { assertValid } from './validated.ts';

/** Makes the files that viewers of phones read out of a file for browsers: plain glTF for Android's, USDZ for Apple's. */
export async function phone({ source, out, main }: Job, report: Report): Promise<PhoneResult> {
  const name = main!.replace(/\.\w+$/, '');
  report('read', 0, 1);
  const document = await (await openGltf()).readBinary(Uint8Array.from(await readFile(join(source, main!))));
  await plainShapes(document);
  report('usdz', 0, 1);
  await writeFile(join(out, USDZ_FILE), await writeUsdz(document, { name }));
  await plainPictures(document);
  const glb = await writeGlb(document);
  await assertValid(glb, PLAIN_FILE);
  await writeFile(join(out, PLAIN_FILE), glb);
  return { outcome: 'made', plain: PLAIN_FILE, usdz: USDZ_FILE };
}
