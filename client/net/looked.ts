const STORE_KEY = 'vitrine.looked';
const KEPT = 12;

/** Products that were looked at on this device, the latest first; kept nowhere else. */
export function lookedAt(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(STORE_KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}

/** Remembers that a product was looked at. */
export function noteLook(slug: string): void {
  try {
    const others = lookedAt().filter((one) => one !== slug);
    localStorage.setItem(STORE_KEY, JSON.stringify([slug, ...others].slice(0, KEPT)));
  } catch {
    // A browser that keeps nothing remembers nothing.
  }
}
