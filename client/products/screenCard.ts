import './screenCard.css';
import type { Product } from '../../shared/model/catalogue.ts';
import { inLanguage } from '../../shared/model/localText.ts';
import { formatMoney } from '../../shared/model/money.ts';
import type { Link } from '../net/link.ts';
import { language, writing } from '../ui/i18n.ts';
import type { ScreenPicture } from '../world/corners.ts';

/** The card's height as a share of the picture's, and the least height of the picture with which it can be read, pixels. */
const SHARE = 0.2;
/** Its type, as a share of its own height. */
const TYPE = 0.26;
const LEAST_PICTURE = 110;

/** A card low on the screen with what the host holds up; what it says is in everybody's hand too, so it is for the eye alone. */
export function openScreenCard(
  layer: HTMLElement,
  link: Link,
  find: (slug: string) => Promise<Product | undefined>,
  picture: ScreenPicture,
): { dispose(): void } {
  const card = document.createElement('div');
  card.className = 'screen-card';
  card.ariaHidden = 'true';
  card.hidden = true;
  layer.prepend(card);
  const corners = new Float32Array(8);
  let shown = '';
  const drawn = { left: 0, top: 0, size: 0 };
  const show = async (slug: string): Promise<void> => {
    shown = slug;
    const product = slug ? await find(slug) : undefined;
    if (shown !== slug) return;
    card.replaceChildren();
    if (!product) {
      card.hidden = true;
      shown = '';
      return;
    }
    const image = Object.assign(document.createElement('img'), { src: product.thumbnail, alt: '' });
    const name = Object.assign(document.createElement('b'), {
      textContent: inLanguage(product.name, language.value),
    });
    const price = Object.assign(document.createElement('span'), {
      textContent: formatMoney(product.price, writing.value),
    });
    card.append(image, name, price);
  };
  const held = (): string => [...link.state.stands.values()].find(({ pinned }) => pinned)?.product ?? '';
  const look = (): void => {
    const slug = held();
    if (slug !== shown) void show(slug);
  };
  const undo: (() => void)[] = [];
  undo.push(
    picture.onFrame(() => {
      if (!shown) return;
      const height = picture.corners(corners) ? corners[7]! - corners[1]! : 0;
      const seen = height >= LEAST_PICTURE;
      if (card.hidden === seen) card.hidden = !seen;
      if (!seen) return;
      const left = Math.round(corners[6]! + height * 0.05);
      const top = Math.round(corners[7]! - height * (SHARE + 0.06));
      const size = Math.round(height * SHARE);
      if (left === drawn.left && top === drawn.top && size === drawn.size) return;
      drawn.left = left;
      drawn.top = top;
      drawn.size = size;
      card.style.transform = `translate(${left}px, ${top}px)`;
      card.style.height = `${size}px`;
      card.style.fontSize = `${Math.round(size * TYPE)}px`;
    }),
    link.watch.added('stands', (stand) => {
      look();
      undo.push(link.watch.changed(stand, look));
    }),
  );
  return {
    dispose() {
      for (const step of undo) step();
      card.remove();
    },
  };
}
