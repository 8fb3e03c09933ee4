import collapse from 'lucide-static/icons/chevron-down.svg?raw';
import more from 'lucide-static/icons/ellipsis.svg?raw';
import fire from 'lucide-static/icons/flame.svg?raw';
import heart from 'lucide-static/icons/heart.svg?raw';
import laugh from 'lucide-static/icons/laugh.svg?raw';
import flying from 'lucide-static/icons/message-square-text.svg?raw';
import reply from 'lucide-static/icons/reply.svg?raw';

const drawn = (paths: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${paths}</svg>`;

/** The signs of chat and reactions, as SVG; two of them are drawn here, for the set has none. */
export const SIGNS = {
  collapse,
  more,
  flying,
  reply,
  heart,
  fire,
  laugh,
  clap: drawn(
    '<path d="m9.5 13.5-3.7-3.7a1.5 1.5 0 0 1 2.1-2.1l3.7 3.7"/><path d="M10.2 10 7.3 7.1a1.5 1.5 0 0 1 2.1-2.1l5 5"/><path d="M11.8 7.4a1.5 1.5 0 0 1 2.1-2.1l3.8 3.8.3-2a1.6 1.6 0 0 1 3.2.5l-.6 5.1a6.4 6.4 0 0 1-1.8 3.8l-.9.9a5.6 5.6 0 0 1-7.9 0l-4.6-4.6a1.5 1.5 0 0 1 2.1-2.1"/><path d="M4 3.5 5 5M2.5 7l1.4.5M8 2l.2 1.5"/>',
  ),
  wow: drawn(
    '<circle cx="12" cy="12" r="10"/><path d="M9 8.5h.01M15 8.5h.01"/><ellipse cx="12" cy="15" rx="2.6" ry="3"/>',
  ),
};

/** A sign of the chat; always beside or inside something that has a name. */
export function Sign({ name }: { name: keyof typeof SIGNS }) {
  return <span class="icon" aria-hidden="true" dangerouslySetInnerHTML={{ __html: SIGNS[name] }} />;
}
