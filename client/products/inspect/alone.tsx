import { effect } from '@preact/signals';
import { render } from 'preact';
import { t } from '../../ui/i18n.ts';
import { ToolButton } from '../../ui/ToolButton.tsx';
import { InspectIcon } from './icons.tsx';
import type { Inspection } from './inspection.ts';
import { TURN, TurnButtons, ZoomButtons } from './TurnButtons.tsx';

/** The few verbs that stay at hand while the product is alone in the window. */
function AloneBar({ it }: { it: Inspection }) {
  const hand = it.hand.value;
  return (
    <div class="alone-bar panel" role="group" aria-label={t('inspect.view')}>
      <TurnButtons onTurn={(way) => hand?.turn(way * TURN)} />
      <ZoomButtons onZoom={(factor) => hand?.zoom(factor)} />
      <ToolButton label={t('inspect.leaveFullscreen')} onClick={() => it.setAlone(false)}>
        <InspectIcon name="leaveFullscreen" />
      </ToolButton>
    </div>
  );
}

/** Gives the product all of the window, and the screen where the browser may, while it is to be alone; returns the undo. */
export function followAlone(it: Inspection, region: HTMLElement): () => void {
  const root = document.documentElement;
  const host = document.createElement('div');
  const begin = (): void => {
    root.dataset.alone = '';
    region.querySelector('.layer')!.append(host);
    render(<AloneBar it={it} />, host);
    region.focus({ preventScroll: true });
    void region.requestFullscreen?.().catch(() => undefined);
  };
  const end = (): void => {
    if (root.dataset.alone === undefined) return;
    delete root.dataset.alone;
    render(null, host);
    host.remove();
    if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
    document.querySelector<HTMLElement>('.dialog.product')?.focus({ preventScroll: true });
  };
  const onChange = (): void => {
    if (!document.fullscreenElement && it.alone.value) it.setAlone(false);
  };
  const onKey = ({ key }: KeyboardEvent): void => {
    if (key === 'Escape' && it.alone.value) it.setAlone(false);
  };
  document.addEventListener('fullscreenchange', onChange);
  document.addEventListener('keydown', onKey);
  const stop = effect(() => (it.alone.value ? begin() : end()));
  return () => {
    stop();
    end();
    document.removeEventListener('fullscreenchange', onChange);
    document.removeEventListener('keydown', onKey);
  };
}
