/** Resolves when the first picture is on the screen: to read the room's code would hold it up. */
export async function pictureShown(): Promise<void> {
  const poster = document.querySelector<HTMLImageElement>('#poster');
  await poster?.decode().catch(() => undefined);
  if (!document.hidden)
    await new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

/** Fetches the room's file while the code that reads it is still on its way. */
export function fetchEarly(href: string): void {
  const link = Object.assign(document.createElement('link'), { rel: 'preload', as: 'fetch', href });
  link.crossOrigin = 'anonymous';
  document.head.append(link);
}

/** Brings what walking in needs while somebody is still at the door. */
export function fetchInside(): void {
  for (const code of [
    import('../net/link.ts'),
    import('./inside.ts'),
    import('./talking.ts'),
    import('../net/alone.ts'),
  ])
    void code.catch(() => undefined);
}
