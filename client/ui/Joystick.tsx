import { useEffect, useRef } from 'preact/hooks';
import { t } from './i18n.ts';

const RADIUS = 44;

/** The circle at the lower left with which fingers walk; shown on touch screens only. */
export function Joystick({ onMove }: { onMove(aside: number, ahead: number): void }) {
  const knob = useRef<HTMLDivElement>(null);
  const base = useRef<HTMLDivElement>(null);
  const held = useRef<number | undefined>(undefined);
  useEffect(() => () => onMove(0, 0), [onMove]);
  const move = (x: number, y: number): void => {
    const length = Math.max(1, Math.hypot(x, y) / RADIUS);
    const [dx, dy] = [x / length, y / length];
    knob.current!.style.transform = `translate(${dx}px, ${dy}px)`;
    onMove(dx / RADIUS, -dy / RADIUS);
  };
  const track = (event: PointerEvent): void => {
    if (event.pointerId !== held.current) return;
    const box = base.current!.getBoundingClientRect();
    move(event.clientX - box.left - box.width / 2, event.clientY - box.top - box.height / 2);
  };
  const release = (): void => {
    held.current = undefined;
    move(0, 0);
  };
  return (
    <div
      ref={base}
      class="joystick"
      aria-label={t('room.joystick')}
      role="application"
      onPointerDown={(event) => {
        held.current = event.pointerId;
        base.current!.setPointerCapture(event.pointerId);
        track(event);
      }}
      onPointerMove={track}
      onPointerUp={release}
      onPointerCancel={release}
    >
      <div ref={knob} class="joystick-knob" />
    </div>
  );
}
