import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from './Icon.tsx';
import { t } from './i18n.ts';

type DialogProps = {
  /** Its accessible name. */
  label: string;
  title?: string;
  class?: string;
  onClose(): void;
  children: ComponentChildren;
};

/** A panel that takes the keyboard: focus goes in, Escape closes it, focus returns to where it was. The room stays in view. */
export function Dialog({ label, title, class: extra = '', onClose, children }: DialogProps) {
  const panel = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    const take = () => panel.current?.focus({ preventScroll: true });
    take();
    // What had the focus may go or be disabled, which drops the focus to the page: the panel takes it back.
    const change = new MutationObserver(() => {
      const at = document.activeElement;
      const here = panel.current?.contains(at) && at?.checkVisibility() && !at.matches(':disabled');
      if (!here && (at === document.body || panel.current?.contains(at))) take();
    });
    change.observe(panel.current!, {
      childList: true,
      subtree: true,
      attributeFilter: ['disabled', 'hidden'],
    });
    return () => {
      change.disconnect();
      const back = before?.isConnected ? before : document.querySelector<HTMLElement>('.stage-region');
      back?.focus({ preventScroll: true });
    };
  }, []);
  return (
    <section
      ref={panel}
      class={`panel dialog ${extra}`}
      role="dialog"
      aria-label={label}
      tabIndex={-1}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape') onClose();
      }}
    >
      <header>
        <h2 dir="auto">{title ?? label}</h2>
        <button type="button" class="icon-button" aria-label={t('nav.close')} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      {children}
    </section>
  );
}
