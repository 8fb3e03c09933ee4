import type { Signal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { t } from '../../../ui/i18n.ts';
import type { Photo } from '../desk.ts';
import type { Flat } from './homography.ts';

/** Pixels of the photo that one press of an arrow moves a mark by, against its longer side. */
const STEP = 0.004;
const FINE = 0.0006;
const WAYS: Record<string, Flat> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The four corners of the sheet over the photo: dragged, or moved by arrows, with Shift finely. */
export function SheetMarks({ photo, marks }: { photo: Photo; marks: Signal<Flat[]> }) {
  const svg = useRef<SVGSVGElement>(null);
  const [width, height] = photo.size;
  const radius = Math.max(width, height) * 0.016;
  const set = (at: number, [x, y]: Flat): void => {
    marks.value = marks.value.with(at, [Math.min(width, Math.max(0, x)), Math.min(height, Math.max(0, y))]);
  };
  const pointAt = ({ clientX, clientY }: PointerEvent): Flat => {
    const at = new DOMPoint(clientX, clientY).matrixTransform(svg.current!.getScreenCTM()!.inverse());
    return [at.x, at.y];
  };
  return (
    <div class="photo-frame" style={{ aspectRatio: `${width} / ${height}` }}>
      <img src={photo.url} alt="" draggable={false} />
      <svg ref={svg} viewBox={`0 0 ${width} ${height}`} role="group" aria-label={t('plan.photo.mark')}>
        <path class="sheet" d={`M${marks.value.map((one) => one.join(' ')).join('L')}Z`} />
        {marks.value.map(([x, y], at) => (
          <g key={at}>
            <path class="aim" d={`M${x - radius} ${y}h${2 * radius}M${x} ${y - radius}v${2 * radius}`} />
            <circle
              cx={x}
              cy={y}
              r={radius}
              role="button"
              tabindex={0}
              aria-label={t('plan.photo.corner', { number: at + 1 })}
              onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
              onPointerMove={(event) => event.buttons && set(at, pointAt(event))}
              onKeyDown={(event) => {
                const way = WAYS[event.key];
                if (!way) return;
                event.preventDefault();
                event.stopPropagation();
                const step = (event.shiftKey ? FINE : STEP) * Math.max(width, height);
                set(at, [x + way[0] * step, y + way[1] * step]);
              }}
            />
          </g>
        ))}
      </svg>
    </div>
  );
}
