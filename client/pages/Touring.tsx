import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { tourPlace } from '../../shared/model/tourPlace.ts';
import { ChatPanel } from '../engagement/ChatPanel.tsx';
import { LinkNotice } from '../ui/LinkNotice.tsx';
import { type Stay, soundOn, status, tick } from './state.ts';
import { leave, touring } from './visit.ts';

/** The view of tours comes with the first tour. */
const tourView = signal<typeof import('../panoramas/TourView.tsx').TourView | undefined>(undefined);
async function loadTourView(): Promise<void> {
  const { TourView } = await import('../panoramas/TourView.tsx');
  tourView.value = TourView;
}

/** The page while one is in a tour. */
export function Touring({ stay }: { stay: Stay }) {
  const { link, inside, chat } = stay;
  const Voice = stay.alone ? undefined : inside?.voice;
  const now = touring.open.value;
  const View = tourView.value;
  void tick.value;
  useEffect(() => void loadTourView(), []);
  if (!now || !View) return null;
  const place = tourPlace(now.tour.name, now.point.id);
  const others = [...link.state.visitors]
    .filter(([id, visitor]) => id !== link.sessionId && visitor.tour === place)
    .map(([, { name }]) => name);
  return (
    <>
      <View
        tour={now.tour}
        point={now.point}
        panorama={now.panorama}
        others={others}
        following={inside?.moves.following}
        voice={Voice && <Voice.Button />}
        talk={{
          panel: <ChatPanel chat={chat} onBlock={Voice?.block} />,
          latest: chat.lines.value.at(-1)?.id ?? 0,
        }}
        soundOn={soundOn.value}
        onSound={(on) => {
          setSound(stay, on);
          now.panorama.setSound(on);
        }}
        onGo={(point, heading) => void touring.go(now.tour.name, point, heading)}
        onUnfollow={() => inside?.moves.follow(undefined)}
        onClose={touring.leave}
      />
      {inside && <inside.captions.Slot />}
      <LinkNotice status={status.value} onRejoin={leave} />
    </>
  );
}

/** Switches what is heard of a room. */
export function setSound({ inside }: Stay, on: boolean): void {
  soundOn.value = on;
  inside?.setSound(on);
}
