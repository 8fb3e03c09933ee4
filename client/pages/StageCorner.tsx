import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { isLiveSource } from '../../shared/model/sources.ts';
import { type Stay, tick } from './state.ts';

/** What the host holds up and the way onto the stage come when they are wanted first. */
const code = signal<typeof import('./onStage.tsx') | undefined>(undefined);
async function load(): Promise<void> {
  code.value = await import('./onStage.tsx');
}

/** What the stage asks of or offers to a visitor. */
export function StageCorner({ stay }: { stay: Stay }) {
  void tick.value;
  const { programme, stands, visitors } = stay.link.state;
  const pinned = [...stands.values()].some((stand) => stand.pinned);
  const called = visitors.get(stay.link.sessionId)?.stage;
  const wanted =
    isLiveSource(programme.source) || pinned || Boolean(called) || location.hash.startsWith('#stage=');
  useEffect(() => {
    if (wanted) load().catch(() => undefined);
  }, [wanted]);
  return code.value && wanted ? <code.value.OnStage stay={stay} /> : null;
}
