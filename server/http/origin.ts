/**
 * Whether a request may come from where it says: no Origin (not a browser's cross-site request), the public address, or
 * the very host that was asked.
 */
export function isOwnOrigin(
  origin: string | undefined,
  host: string | undefined,
  publicUrl: string,
): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  return origin === new URL(publicUrl).origin || (host !== undefined && new URL(origin).host === host);
}
