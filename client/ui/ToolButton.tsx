import type { ComponentChildren } from 'preact';

type ToolButtonProps = {
  label: string;
  pressed?: boolean;
  disabled?: boolean;
  onClick(): void;
  children: ComponentChildren;
};

/** A button of a picture: an icon whose name is read and shown as a hint. */
export function ToolButton({ label, pressed, disabled, onClick, children }: ToolButtonProps) {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
