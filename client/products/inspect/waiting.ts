import { effect } from '@preact/signals';
import { coveredBy } from './covered.ts';
import type { Inspection } from './inspection.ts';

/** Milliseconds within which the picture gives way to the product. */
const FADE_MS = 320;

const isCalm = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** While a product is on its way, its picture stands where it will be; returns the undo. */
export function coverUntilSeen(it: Inspection, region: HTMLElement): () => void {
  const layer = region.querySelector<HTMLElement>('.layer')!;
  let cover: HTMLElement | undefined;
  const stop = effect(() => {
    const waits = !it.seen.value && !it.trouble.value;
    const src = it.sheet.value?.pictures.poster || (it.sheet.value ?? it.known)?.thumbnail || '';
    if (waits) {
      cover ??= openCover(layer);
      showPicture(cover, src);
      return;
    }
    const gone = cover;
    cover = undefined;
    void gone
      ?.animate([{ opacity: 1 }, { opacity: 0 }], { duration: isCalm() ? 0 : FADE_MS, easing: 'ease-out' })
      .finished.catch(() => undefined)
      .then(() => gone.remove());
  });
  return () => {
    stop();
    cover?.remove();
  };
}

function openCover(layer: HTMLElement): HTMLElement {
  const cover = document.createElement('div');
  cover.className = 'inspect-wait';
  const { right, top, bottom } = coveredBy(false);
  // A share of padding would be one of the width, also above and below.
  const high = (value: number): string => `${(value * 100).toFixed(1)}dvh`;
  const wide = (value: number): string => `${(Math.max(0, value) * 100).toFixed(1)}dvw`;
  cover.style.padding = `${high(top)} ${wide(right)} ${high(bottom)} ${wide(-right)}`;
  layer.prepend(cover);
  return cover;
}

function showPicture(cover: HTMLElement, src: string): void {
  if (!src || cover.querySelector('img')) return;
  const picture = Object.assign(document.createElement('img'), { src, alt: '' });
  cover.append(picture);
  const drawn = () => requestAnimationFrame(() => performance.mark('vitrine.picture'));
  picture.decode().then(drawn, () => undefined);
}
