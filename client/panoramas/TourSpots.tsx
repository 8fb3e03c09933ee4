import { useEffect, useRef } from 'preact/hooks';
import { inLanguage } from '../../shared/model/localText.ts';
import type { TourHotspot, TourPoint } from '../../shared/model/tour.ts';
import { Icon } from '../ui/Icon.tsx';
import { language, t } from '../ui/i18n.ts';
import { placeInView } from './gaze.ts';
import type { Panorama } from './panorama.ts';

type SpotsProps = { point: TourPoint; panorama: Panorama; onChoose(spot: TourHotspot): void };

/** Buttons that stay on their places of the picture; one that is out of view comes into it when the keyboard reaches it. */
export function TourSpots({ point, panorama, onChoose }: SpotsProps) {
  const buttons = useRef<(HTMLButtonElement | null)[]>([]);
  useEffect(
    () =>
      panorama.onLooked((aspect) => {
        for (const [index, spot] of point.hotspots.entries()) {
          const button = buttons.current[index];
          if (!button) continue;
          const { x, y, inView } = placeInView(spot, panorama.gaze, aspect);
          button.classList.toggle('away', !inView);
          button.style.left = `${((inView ? x : 0.5) * 100).toFixed(2)}%`;
          button.style.top = `${((inView ? y : 0.5) * 100).toFixed(2)}%`;
        }
      }),
    [point, panorama],
  );
  return (
    <div class="tour-spots">
      {point.hotspots.map((spot, index) => {
        const label = inLanguage(spot.label, language.value);
        return (
          <button
            key={`${point.id} ${index}`}
            ref={(element) => {
              buttons.current[index] = element;
            }}
            type="button"
            class={`tour-spot ${spot.kind} away`}
            aria-label={t(spot.kind === 'go' ? 'tours.goTo' : 'tours.read', { name: label })}
            onFocus={() => panorama.gaze.turnTo(spot)}
            onClick={() => onChoose(spot)}
          >
            <Icon name={spot.kind === 'go' ? 'follow' : 'plus'} />
            <span dir="auto" aria-hidden="true">
              {label}
            </span>
          </button>
        );
      })}
    </div>
  );
}
