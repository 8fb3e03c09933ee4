import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { isLiveSource } from '../../shared/model/sources.ts';
import { openProduct } from './hand.ts';
import { api, role, type Stay, shelf, tick } from './state.ts';

/** Replay and the mark of recording come when there is one to offer or to show. */
const code = signal<
  Pick<typeof import('../replay/InRoom.tsx'), 'ReplayInRoom' | 'RecordingMark'> | undefined
>(undefined);
async function load(): Promise<void> {
  const { readyToSay, ReplayInRoom, RecordingMark } = await import('../replay/InRoom.tsx');
  await readyToSay();
  code.value = { ReplayInRoom, RecordingMark };
}

/** What is kept of events in this room: that one is being recorded, that one can be watched again. */
export function ReplayCorner({ stay: { link, inside } }: { stay: Stay }) {
  void tick.value;
  const { state, replay } = link.state.recording;
  const [status, event] = replay.split('/');
  const offered = inside && event && (status === 'replay' || role.value !== 'visitor') ? event : '';
  const wanted = offered !== '' || state !== 'off';
  useEffect(() => {
    if (wanted) load().catch(() => undefined);
  }, [wanted]);
  const parts = code.value;
  if (!parts || !wanted) return null;
  return (
    <>
      {state !== 'off' && <parts.RecordingMark />}
      {inside && offered && (
        <parts.ReplayInRoom
          api={api}
          event={offered}
          live={isLiveSource(link.state.programme.source)}
          products={shelf.products.value}
          onProducts={(slugs) => {
            for (const slug of slugs) void shelf.find(slug);
          }}
          divert={inside.divert}
          onOpen={(stand) => void openProduct(stand)}
        />
      )}
    </>
  );
}
