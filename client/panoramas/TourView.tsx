import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { inLanguage } from '../../shared/model/localText.ts';
import type { Tour, TourHotspot, TourPoint } from '../../shared/model/tour.ts';
import { Icon } from '../ui/Icon.tsx';
import { language, t } from '../ui/i18n.ts';
import { lookByKey, openLook } from './look.ts';
import type { Panorama } from './panorama.ts';
import { TourList } from './TourList.tsx';
import { TourSpots } from './TourSpots.tsx';
import { type TourTalk, TourTools } from './TourTools.tsx';
import './tour.css';

type TourProps = {
  tour: Tour;
  point: TourPoint;
  panorama: Panorama;
  /** Names of the others at this point, and of the one whom one follows. */
  others: string[];
  following: string | undefined;
  /** The microphone, where there is one. */
  voice: ComponentChildren;
  talk: TourTalk;
  soundOn: boolean;
  onSound(on: boolean): void;
  /** Goes on to another point; `yaw` is where it lies, where one knows. */
  onGo(point: string, yaw?: number): void;
  onUnfollow(): void;
  onClose(): void;
};

/** Window widths from which chat and list are open at first, and from which they have room beside each other, CSS pixels. */
const WIDE = { open: 900, beside: 720 } as const;

/** The page while one is in a tour: what lies over the picture. It takes the keyboard; Escape goes back into the room. */
export function TourView(props: TourProps) {
  const { tour, point, panorama, others, following, talk, onGo, onClose } = props;
  const page = useRef<HTMLElement>(null);
  const surface = useRef<HTMLDivElement>(null);
  const note = useSignal<TourHotspot | undefined>(undefined);
  const list = useSignal(innerWidth >= WIDE.open);
  const chat = useSignal(innerWidth >= WIDE.open);
  const say = (text: TourPoint['title']): string => inLanguage(text, language.value);
  const takeKeys = (): void => page.current?.focus({ preventScroll: true });
  useLayoutEffect(takeKeys, []);
  useEffect(() => openLook(surface.current!, panorama.gaze), [panorama]);
  useEffect(() => {
    note.value = undefined;
    // The button that led here is gone, and the focus with it.
    if (document.activeElement === document.body) takeKeys();
  }, [point]);
  /** Shows one of the panels; in a small window the others make room for it. */
  const show = (panel: 'list' | 'chat' | 'note', on: boolean): void => {
    const alone = on && innerWidth < WIDE.beside;
    if (panel === 'list' || alone) list.value = panel === 'list' && on;
    if (panel === 'chat' || alone) chat.value = panel === 'chat' && on;
    if (panel !== 'note' && alone) note.value = undefined;
  };
  const choose = (spot: TourHotspot): void => {
    if (spot.kind === 'go') onGo(spot.to, spot.yaw);
    else {
      panorama.gaze.turnTo(spot);
      show('note', true);
      note.value = spot;
    }
  };
  const onKey = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.target instanceof HTMLInputElement) {
      if (event.key === 'Escape') takeKeys();
      return;
    }
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
      <TourSpots point={point} panorama={panorama} onChoose={choose} />
      <header class="tour-head">
        <button type="button" class="pill" aria-label={t('tours.close')} onClick={onClose}>
          <Icon name="close" /> <span>{t('tours.close')}</span>
        </button>
        <TourTools
          {...props}
          film={panorama.film.value}
          chatOpen={chat.value}
          onChat={(on) => show('chat', on)}
        />
        <h2 dir="auto" aria-live="polite">
          {say(point.title)}
        </h2>
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
      <TourList
        tour={tour}
        point={point}
        open={list.value}
        onOpen={(on) => show('list', on)}
        onGo={onGo}
        onRead={choose}
      />
      <div id="tour-chat" hidden={!chat.value}>
        {talk.panel}
      </div>
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
