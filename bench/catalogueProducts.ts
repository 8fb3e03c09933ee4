import { addProduct } from '../server/products/seed.ts';
import type { Database } from '../server/store/open.ts';
import { countStock, MAIN_WAREHOUSE } from '../server/store/stock.ts';
import { NO_AUTHORING } from '../shared/model/authoring.ts';
import type { MadeModel, ProductContent } from '../shared/model/catalogue.ts';

/** What the products of a large catalogue are. */
export const THINGS = [
  { en: 'armchair', zh: '扶手椅', ar: 'كرسي', material: 'oak', category: 'Furniture' },
  { en: 'lantern', zh: '灯笼', ar: 'فانوس', material: 'brass', category: 'Lighting' },
  { en: 'teapot', zh: '茶壶', ar: 'إبريق', material: 'porcelain', category: 'Tableware' },
  { en: 'backpack', zh: '背包', ar: 'حقيبة', material: 'canvas', category: 'Bags' },
  { en: 'sneaker', zh: '运动鞋', ar: 'حذاء', material: 'suede', category: 'Shoes' },
  { en: 'bookshelf', zh: '书架', ar: 'رف', material: 'walnut', category: 'Furniture' },
  { en: 'blanket', zh: '毛毯', ar: 'بطانية', material: 'wool', category: 'Textiles' },
  { en: 'speaker', zh: '音箱', ar: 'مكبر', material: 'aluminium', category: 'Audio' },
] as const;
const COLOURS = ['moss', 'ink', 'sand', 'oxblood', 'chalk', 'cobalt', 'rust', 'pearl', 'slate', 'amber'];
const TEXT =
  'Made by hand in a small workshop, finished with natural oil, and repaired for life. Each piece differs a little in grain and shade; screws and pads can be replaced without tools, and the packing is paper alone.';

/** Writes so many products that are on sale straight into a database. */
export async function writeProducts(db: Database, count: number): Promise<void> {
  await db.transaction().execute(async (tx) => {
    for (let at = 0; at < count; at++) {
      const slug = `thing-${String(at).padStart(5, '0')}`;
      await addProduct(tx, { slug, content: contentOf(at), model: MODEL }, at);
      await tx
        .insertInto('offer')
        .values({
          sku: `SKU-${at}`,
          product: slug,
          label: null,
          price_amount: 1900 + at,
          price_currency: 'EUR',
        })
        .execute();
      await countStock(tx, { sku: `SKU-${at}`, warehouse: MAIN_WAREHOUSE, quantity: 5 }, at);
    }
  });
}

function contentOf(at: number): ProductContent {
  const thing = THINGS[at % THINGS.length]!;
  const colour = COLOURS[Math.floor(at / THINGS.length) % COLOURS.length]!;
  return {
    name: { en: `${colour} ${thing.en} ${at}`, zh: `${thing.zh}${at}`, ar: `${thing.ar} ${at}` },
    text: { en: `A ${colour} ${thing.en} of ${thing.material}. ${TEXT}` },
    materials: { en: thing.material },
    care: { en: '' },
    brand: `House ${at % 40}`,
    categories: [thing.category],
    tags: [colour, thing.material],
    weightGrams: 1000,
    origin: 'DK',
    hsCode: '',
    attributes: [],
    mount: 'floor',
    standYaw: 0,
    pictures: { thumbnail: '/assets/products/deer.webp', poster: '', social: '', turntable: null },
    authoring: NO_AUTHORING,
  };
}

const MODEL: MadeModel = {
  files: {},
  original: '/assets/products/deer.glb',
  usdz: '',
  sizeMm: [300, 400, 200],
  parts: [],
  explode: { steps: 0, parts: [] },
  variants: [],
  animations: [],
};
