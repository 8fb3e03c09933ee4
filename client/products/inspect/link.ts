import { decodeView, encodeView, type ProductView } from '../../../shared/model/productView.ts';

/** The page of a product. */
export const pageOf = (slug: string): string => `/p/${slug}`;

/** A link that opens a product's page at exactly this view. */
export function linkToView(origin: string, slug: string, view: ProductView): string {
  // Signs that a query may have are left as they are, so that the link can be read.
  const text = encodeURIComponent(encodeView(view)).replace(/%(2C|3B|3D)/g, decodeURIComponent);
  return `${origin}${pageOf(slug)}?view=${text}`;
}

/** The view in a query; undefined when there is none. */
export function viewIn(search: string): ProductView | undefined {
  return decodeView(new URLSearchParams(search).get('view') ?? '');
}
