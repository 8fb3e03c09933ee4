import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { inLanguage } from '../../shared/model/catalogue.ts';
import type { Tour, TourHotspot, TourPoint } from '../../shared/model/tour.ts';
import { Icon } from '../ui/Icon.tsx';
import { language, t } from '../ui/i18n.ts';
import { placeInView } from './gaze.ts';
import { lookByKey, openLook } from './look.ts';
import type { Panorama } from './panorama.ts';
import { TourList } from './TourList.tsx';
import './tour.css';

type TourProps = {
  tour: Tour;
  point: TourPoint;
  panorama: Panorama;
  /** Names of the others at this point, and of the one whom one follows. */
  others: string[];
  following: string | undefined;
  soundOn: boolean;
  onSound(on: boolean): void;
  /** Goes on to another point; `yaw` is where it lies, where one knows. */
  onGo(point: string, yaw?: number): void;
  onUnfollow(): void;
  onClose(): void;
};

/** The page while one is in a tour: what lies over the picture. It takes the keyboard; Escape goes back into the room. */
export function TourView(props: TourProps) {
  const { tour, point, panorama, others, following, onGo, onClose } = props;
  const page = useRef<HTMLElement>(null);
  const surface = useRef<HTMLDivElement>(null);
  const note = useSignal<TourHotspot | undefined>(undefined);
  const say = (text: TourPoint['title']): string => inLanguage(text, language.value);
  useLayoutEffect(() => page.current?.focus({ preventScroll: true }), []);
  useEffect(() => openLook(surface.current!, panorama.gaze), [panorama]);
  useEffect(() => {
    note.value = undefined;
  }, [point]);
  const choose = (spot: TourHotspot): void => {
    if (spot.kind === 'go') onGo(spot.to, spot.yaw);
    else {
      panorama.gaze.turnTo(spot);
      note.value = spot;
    }
  };
  const onKey = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Escape' && note.value) note.value = undefined;
    else if (event.key === 'Escape') onClose();
    else if (!lookByKey(panorama.gaze, event.key)) return;
    event.preventDefault();
  };
  const state = panorama.state.value;
  return (
    <section
      ref={page}
      class="tour"
      role="dialog"
      aria-modal="true"
      aria-label={say(tour.title)}
      aria-describedby="tour-help"
      tabIndex={-1}
      onKeyDown={onKey}
    >
      <p id="tour-help" class="visually-hidden">
        {t('tours.help')}
      </p>
      <div ref={surface} class="tour-surface" />
      <Spots point={point} panorama={panorama} onChoose={choose} />
      <header class="tour-head">
        <button type="button" class="pill" onClick={onClose}>
          <Icon name="close" /> {t('tours.close')}
        </button>
        <h2 dir="auto" aria-live="polite">
          {say(point.title)}
        </h2>
        {point.kind === 'video' && (
          <button
            type="button"
            class="icon-button"
            aria-pressed={props.soundOn}
            aria-label={t('tours.sound')}
            onClick={() => props.onSound(!props.soundOn)}
          >
            <Icon name={props.soundOn ? 'soundOn' : 'soundOff'} />
          </button>
        )}
      </header>
      <People others={others} following={following} onUnfollow={props.onUnfollow} />
      {state === 'loading' && (
        <p class="progress-line" role="status">
          {t('tours.loading')}
        </p>
      )}
      {state === 'failed' && (
        <p class="tour-failed panel" role="alert">
          {t('tours.failed')}
          <button type="button" class="quiet" onClick={() => panorama.show(point)}>
            {t('tours.retry')}
          </button>
        </p>
      )}
      <TourList tour={tour} point={point} onGo={onGo} onRead={choose} />
      {note.value?.kind === 'note' && (
        <div class="tour-note panel" role="status">
          <h3 dir="auto">{say(note.value.label)}</h3>
          <p dir="auto">{say(note.value.text)}</p>
          <button
            type="button"
            class="icon-button"
            aria-label={t('nav.close')}
            onClick={() => {
              note.value = undefined;
            }}
          >
            <Icon name="close" />
          </button>
        </div>
      )}
    </section>
  );
}

type SpotsProps = { point: TourPoint; panorama: Panorama; onChoose(spot: TourHotspot): void };

/** Buttons that stay on their places of the picture; one that is out of view comes into it when the keyboard reaches it. */
function Spots({ point, panorama, onChoose }: SpotsProps) {
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

/** Who else is here, and whom one follows. */
function People({ others, following, onUnfollow }: Pick<TourProps, 'others' | 'following' | 'onUnfollow'>) {
  return (
    <div class="tour-people">
      {following !== undefined && (
        <button type="button" class="pill" onClick={onUnfollow}>
          {t('people.unfollow')}
        </button>
      )}
      {others.length > 0 && (
        <ul aria-label={t('tours.with')}>
          {others.map((name, index) => (
            <li key={`${name} ${index}`} dir="auto">
              {name}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
