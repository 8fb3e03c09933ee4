import { inLanguage } from '../../shared/model/localText.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Catalogue } from './catalogue.ts';

/** What a preview of a link shows. */
export type Head = { title: string; description: string; picture: string; address: string };

/** Letters of a description that previews show. */
const DESCRIPTION = 200;

/** What the page of a product says of itself to who follows a link; undefined when it is not on sale. */
export async function productHead(
  { catalogue, base }: { catalogue: Pick<Catalogue, 'sheet'>; base: string },
  slug: string,
): Promise<Head | undefined> {
  const sheet = await catalogue.sheet(slug).catch((error) => {
    if (error instanceof Refusal && error.code === 'not-found') return undefined;
    throw error;
  });
  if (!sheet) return undefined;
  const { social, poster, thumbnail } = sheet.pictures;
  return {
    title: inLanguage(sheet.name, 'en'),
    description: inLanguage(sheet.text, 'en').slice(0, DESCRIPTION),
    picture: base + (social || poster || thumbnail),
    address: `${base}/p/${slug}`,
  };
}
