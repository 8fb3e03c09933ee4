/** Most entries that the browser remembers of what was loaded. */
const ENTRIES = 1000;

/** Makes the browser remember all that the page loads, for `keepRoom`. */
export function rememberLoads(): void {
  performance.setResourceTimingBufferSize(ENTRIES);
}

/** Keeps this page and all it has loaded for a visit without network; where there are no service workers, nothing happens. */
export async function keepRoom(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  try {
    await navigator.serviceWorker.register('/sw.js');
    const { active } = await navigator.serviceWorker.ready;
    const page = location.origin + location.pathname;
    const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
    active?.postMessage({ keep: [page, ...loaded] });
  } catch {
    // Without one the visit is as good; only the next one needs the network.
  }
}
