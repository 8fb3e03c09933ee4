import { useSignal } from '@preact/signals';
import type { Product, ProductSheet } from '../../../shared/model/catalogue.ts';
import { inLanguage } from '../../../shared/model/localText.ts';
import { language, t } from '../../ui/i18n.ts';
import { TurnButtons } from './TurnButtons.tsx';

/** Pixels that a finger goes for the next view. */
const PX_PER_VIEW = 12;

type FlatProps = { product: Product; sheet: ProductSheet | undefined };

/** A product as pictures: seen from all around where there are such, else its poster. */
export function Flat({ product, sheet }: FlatProps) {
  const name = inLanguage(product.name, language.value);
  const turntable = sheet?.pictures.turntable;
  if (turntable) return <Turntable name={name} {...turntable} />;
  const src = sheet?.pictures.poster || product.thumbnail;
  return <img class="product-picture" src={src} alt={name} width="480" height="480" />;
}

type TurntableProps = { name: string; url: string; frames: number; columns: number };

function Turntable({ name, url, frames, columns }: TurntableProps) {
  const view = useSignal(0);
  const turn = (by: number): void => {
    view.value = (((view.value + by) % frames) + frames) % frames;
  };
  const at = Math.round(view.value) % frames;
  const rows = Math.ceil(frames / columns);
  const share = (index: number, count: number): string => `${count > 1 ? (index / (count - 1)) * 100 : 0}%`;
  return (
    <div class="turntable">
      <div
        role="img"
        aria-label={t('inspect.around', { name })}
        style={{
          backgroundImage: `url("${url}")`,
          backgroundSize: `${columns * 100}% ${rows * 100}%`,
          backgroundPosition: `${share(at % columns, columns)} ${share(Math.floor(at / columns), rows)}`,
        }}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={(event) => event.buttons > 0 && turn(event.movementX / PX_PER_VIEW)}
      />
      <div class="hand-tools">
        <TurnButtons onTurn={(way) => turn((-way * frames) / 12)} />
      </div>
    </div>
  );
}
