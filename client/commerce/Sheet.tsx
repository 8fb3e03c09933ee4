import './sheet.css';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../ui/Icon.tsx';
import { t } from '../ui/i18n.ts';

type SheetProps = { title: string; onClose(): void; children: ComponentChildren };

/** A question above a plain page, which waits meanwhile: focus goes in and comes back, Escape and a press beside it close it. */
export function Sheet({ title, onClose, children }: SheetProps) {
  const it = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = it.current!;
    dialog.showModal();
    // The keyboard has Escape for it.
    const beside = (event: MouseEvent): void => {
      if (event.target === dialog) onClose();
    };
    dialog.addEventListener('click', beside);
    return () => {
      dialog.removeEventListener('click', beside);
      dialog.close();
    };
  }, []);
  return (
    <dialog
      ref={it}
      class="sheet"
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div>
        <header>
          <h2 dir="auto">{title}</h2>
          <button type="button" class="icon-button" aria-label={t('nav.close')} onClick={onClose}>
            <Icon name="close" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
