import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { RoomButton } from '../layouts/ar/RoomButton.tsx';
import type { OwnRoomParts } from './ownRoom.ts';

const Button = signal<typeof RoomButton | undefined>(undefined);

/** What begins it comes with a press, or shortly before. */
const fetchRoom = () => Promise.all([import('../layouts/ar/enter.tsx'), import('./ownRoom.ts')]);

type RoomCornerProps = {
  page: OwnRoomParts;
  /** What one holds as one comes. */
  first?: { product: string; sku: string };
  /** The layout that is laid out as one comes; `key` lets one change somebody else's. */
  named?: { id: string; key?: string | undefined };
};

/** “View in your room”, where this browser can; nothing of it comes where it can’t. */
export function RoomCorner({ page, first, named }: RoomCornerProps) {
  useEffect(() => {
    void showButton();
  }, []);
  const Shown = Button.value;
  if (!Shown) return null;
  return (
    <Shown
      prepare={() => void fetchRoom()}
      enter={async (pressed) => {
        const [{ enterRoom }, { ownRoomParts }] = await fetchRoom();
        await enterRoom(ownRoomParts(page), pressed, first, named);
      }}
    />
  );
}

async function showButton(): Promise<void> {
  if (Button.value || !(await navigator.xr?.isSessionSupported('immersive-ar').catch(() => false))) return;
  const { RoomButton, learnArWords } = await import('../layouts/ar/RoomButton.tsx');
  await learnArWords();
  Button.value = RoomButton;
  // The page is up and the browser rests: then a press finds all of it there.
  (window.requestIdleCallback ?? setTimeout)(() => void fetchRoom());
}
