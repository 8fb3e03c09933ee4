import { openStudio } from './looks.ts';
const [original, ...rest] = process.argv.slice(2);
const s = await openStudio();
const r = await s.compare(original!, rest);
rest.forEach((f, i) => console.log(f.split('/').pop(), JSON.stringify(r[i], (k, v) => typeof v === 'number' ? +v.toFixed(5) : v)));
await s.close();
