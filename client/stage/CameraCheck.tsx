import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Dialog } from '../ui/Dialog.tsx';
import { SelectField } from '../ui/Field.tsx';
import { t } from '../ui/i18n.ts';
import { type Capture, capture, listDevices } from './capture.ts';
import { LevelMeter } from './LevelMeter.tsx';

type CheckProps = {
  title: string;
  accept: string;
  /** What was chosen, from now on the caller's. */
  onAccept(captured: Capture, name: string): void;
  onClose(): void;
  /** Other ways than with a camera. */
  children?: ComponentChildren;
};

/** Camera and microphone before anybody sees them: choose, look, speak, see the level; then take them. */
export function CameraCheck({ title, accept, onAccept, onClose, children }: CheckProps) {
  const wish = useSignal({ camera: '', microphone: '' });
  const opened = useSignal<Capture | undefined>(undefined);
  const devices = useSignal<Awaited<ReturnType<typeof listDevices>>>({ cameras: [], microphones: [] });
  const problem = useSignal('');
  const preview = useRef<HTMLVideoElement>(null);
  const kept = useRef(false);
  const { camera, microphone } = wish.value;
  useEffect(() => {
    let mine: Capture | undefined;
    let left = false;
    problem.value = '';
    capture({ kind: 'camera', camera, microphone })
      .then(async (captured) => {
        if (left) return captured.stop();
        mine = captured;
        opened.value = captured;
        if (preview.current) preview.current.srcObject = captured.stream;
        devices.value = await listDevices();
      })
      .catch((error: Error) => {
        problem.value = t('check.problem', { reason: error.message });
      });
    return () => {
      left = true;
      if (!kept.current) mine?.stop();
      opened.value = undefined;
    };
  }, [camera, microphone]);
  const options = (list: MediaDeviceInfo[], label: string) =>
    list.map((device, index): [string, string] => [device.deviceId, device.label || `${label} ${index + 1}`]);
  const take = (): void => {
    const captured = opened.value;
    if (!captured) return;
    kept.current = true;
    onAccept(captured, captured.stream.getVideoTracks()[0]?.label ?? '');
  };
  const { cameras, microphones } = devices.value;
  return (
    <Dialog label={title} class="check" onClose={onClose}>
      <video ref={preview} autoplay muted playsInline aria-label={t('check.preview')} />
      <LevelMeter stream={opened.value?.stream} />
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      {cameras.length > 0 && (
        <SelectField
          name="camera"
          label={t('check.camera')}
          options={options(cameras, t('check.camera'))}
          initial={camera || cameras[0]!.deviceId}
          onChange={(id) => (wish.value = { ...wish.value, camera: id })}
        />
      )}
      {microphones.length > 0 && (
        <SelectField
          name="microphone"
          label={t('check.microphone')}
          options={options(microphones, t('check.microphone'))}
          initial={microphone || microphones[0]!.deviceId}
          onChange={(id) => (wish.value = { ...wish.value, microphone: id })}
        />
      )}
      <p class="hint">{t('check.hint')}</p>
      <button type="button" class="primary wide" disabled={!opened.value} onClick={take}>
        {accept}
      </button>
      {children}
    </Dialog>
  );
}
