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
  const close = useRef(onClose);
  close.current = onClose;
  useLayoutEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    panel.current?.focus({ preventScroll: true });
    // A pressed button that becomes disabled drops the focus to the page: Escape must still reach the panel.
    const lost = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && event.target === document.body) close.current();
    };
    document.addEventListener('keydown', lost);
    return () => {
      document.removeEventListener('keydown', lost);
      before?.focus?.({ preventScroll: true });
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
