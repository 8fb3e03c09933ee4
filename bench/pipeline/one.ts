// Does with our pipeline what the peers do: reads a model and writes its hero file. `node one.ts MODEL OUT`
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { makeLevel } from '../../server/products/pipeline/levels.ts';
import { readModel } from '../../server/products/pipeline/read.ts';
import { DEFAULT_OPTIONS } from '../../shared/model/delivery.ts';

const [model, out] = process.argv.slice(2) as [string, string];
const folder = dirname(model);
const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
// A model in one file lies among others that have nothing to do with it.
const wanted = model.endsWith('.glb') ? files.filter(({ name }) => name === basename(model)) : files;
const resources = new Map(wanted.map(({ name }) => [name, readFileSync(join(folder, name))]));
const { glb } = await makeLevel(await readModel(resources, basename(model)), 'hero', DEFAULT_OPTIONS);
writeFileSync(out, glb);
