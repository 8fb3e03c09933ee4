import './vr.css';
import { type Signal, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Icon, type IconName } from '../ui/Icon.tsx';
import { t } from '../ui/i18n.ts';
import { BoardKeys } from '../world/boards/BoardKeys.tsx';
import type { Vr } from './vr.ts';
import { followVrComfort, readVrComfort } from './vrComfort.ts';

/** One thing of the menu: its panel's name, what it is called, and a count beside it. */
export type VrTab = { name: string; label: string; icon: IconName; count?: number };

type VrPageProps = {
  visit: Vr;
  tabs: VrTab[];
  /** The tab that is open. */
  panel: Signal<string | undefined>;
  /** Something else lies open in place of a tab (a product). */
  other: boolean;
  /** Something is held, which the menu leaves room for. */
  holds: boolean;
  /** What is open. */
  children: ComponentChildren;
  /** Beside the tabs: the microphone. */
  beside?: ComponentChildren;
  /** What is told for a moment, before the eyes. */
  notes: ComponentChildren;
  /** Closes whatever is open. */
  onClose(): void;
};

/**
 * What a headset shows beside the room. The page has it too, so that somebody beside the visitor can help; it is the same
 * elements, which are painted onto boards.
 */
export function VrPage({ visit, tabs, panel, other, holds, children, beside, notes, onClose }: VrPageProps) {
  const menu = useRef<HTMLElement>(null);
  const strip = useRef<HTMLElement>(null);
  const wrist = useRef<HTMLElement>(null);
  const boards = useRef<ReturnType<Vr['attach']>>(undefined);
  const reading = useSignal(readVrComfort().reading);
  const isOpen = panel.value !== undefined || other;
  const toggle = (): void => {
    if (isOpen) onClose();
    else panel.value = tabs[0]!.name;
  };
  const latest = useRef(toggle);
  latest.current = toggle;
  useEffect(() => followVrComfort((comfort) => (reading.value = comfort.reading)), []);
  const size = reading.value;
  useLayoutEffect(() => {
    const roots = { menu: menu.current!, strip: strip.current!, wrist: wrist.current! };
    const attached = visit.attach(roots, () => latest.current());
    boards.current = attached;
    attached.standAside(holds);
    attached.showMenu(panel.peek() !== undefined || other);
    return attached.dispose;
  }, [visit, size]);
  useLayoutEffect(() => {
    boards.current?.standAside(holds);
    boards.current?.showMenu(isOpen);
  }, [isOpen, holds]);
  return (
    <main class="vr-page board">
      <p class="hint vr-told">{t('xr.page')}</p>
      <section ref={menu} class={`vr-menu reading-${size}`} aria-label={t('xr.menu')}>
        <nav class="vr-tabs" aria-label={t('xr.menu')}>
          {tabs.map((tab) => (
            <Tab key={tab.name} tab={tab} open={!other && panel.value === tab.name} panel={panel} />
          ))}
          {beside}
        </nav>
        <div class="vr-body board-body">{children}</div>
        <BoardKeys root={menu} />
      </section>
      <section ref={strip} class="vr-strip">
        {notes}
      </section>
      <section ref={wrist} class="vr-wrist">
        <button type="button" class="pill strong" aria-expanded={isOpen} onClick={toggle}>
          {t('xr.menu')}
        </button>
      </section>
    </main>
  );
}

type TabProps = { tab: VrTab; open: boolean; panel: Signal<string | undefined> };

function Tab({ tab: { name, label, icon, count = 0 }, open, panel }: TabProps) {
  return (
    <button
      type="button"
      class={open ? 'vr-tab open' : 'vr-tab'}
      aria-current={open}
      aria-label={label}
      onClick={() => {
        panel.value = name;
      }}
    >
      <Icon name={icon} />
      <span>{label}</span>
      {count > 0 && <b>{count}</b>}
    </button>
  );
}
