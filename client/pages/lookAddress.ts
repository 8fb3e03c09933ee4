import { decodeView, type ProductView } from '../../shared/model/productView.ts';

const LOOK = /^#look=([a-z0-9-]{1,64})(?:&view=(.{1,1000}))?$/;

/** The product, and how it is looked at, that an address asks to be shown once one is inside: `#look=<product>&view=<view>`. */
export function readLook(hash: string): { slug: string; view?: ProductView } | undefined {
  const [, slug, text] = LOOK.exec(hash) ?? [];
  if (!slug) return undefined;
  const view = text && decodeView(plain(text));
  return { slug, ...(view && { view }) };
}

function plain(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
