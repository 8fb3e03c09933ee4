import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { NEAREST } from '../../shared/model/voice.ts';
import { SelectField } from '../ui/Field.tsx';
import { formatShare } from '../ui/format.ts';
import { t, writing } from '../ui/i18n.ts';
import { useOwnId } from '../ui/ownId.ts';
import { listMicrophones } from './microphone.ts';
import type { PreferenceStore, VoicePreferences } from './preferences.ts';
import type { Talk } from './talk.ts';

type VoiceSettingsProps = {
  preferences: PreferenceStore;
  talk: Talk;
  onNearest(): void;
  onVolume(volume: number): void;
};

const NUMBERS = [NEAREST.least, NEAREST.usual, 12, NEAREST.most];
const CLEANING = ['echoCancellation', 'noiseSuppression', 'autoGainControl'] as const;

/** How one speaks and whom one hears, remembered on this device. */
export function VoiceSettings({ preferences, talk, onNearest, onVolume }: VoiceSettingsProps) {
  const { mode, device, nearest, volume } = preferences.value.value;
  const wishes = preferences.value.value;
  return (
    <fieldset class="voice-settings">
      <h3>{t('voice.title')}</h3>
      <SelectField
        name="voice-mode"
        label={t('voice.mode')}
        options={[
          ['toggle', t('voice.mode.toggle')],
          ['push', t('voice.mode.push')],
        ]}
        initial={mode}
        onChange={(next) => preferences.set({ mode: next as VoicePreferences['mode'] })}
      />
      <DeviceField device={device} talk={talk} onChange={(next) => preferences.set({ device: next })} />
      {CLEANING.map((name) => (
        <label key={name} class="check">
          <input
            type="checkbox"
            checked={wishes[name]}
            onChange={(event) => preferences.set({ [name]: event.currentTarget.checked })}
          />
          {t(`voice.${name}`)}
        </label>
      ))}
      <SelectField
        name="voice-nearest"
        label={t('voice.nearest')}
        options={NUMBERS.map((number) => [String(number), t('voice.nearest.count', { count: number })])}
        initial={String(nearest)}
        onChange={(next) => {
          preferences.set({ nearest: Number(next) });
          onNearest();
        }}
      />
      <Slider
        label={t('voice.volume')}
        value={volume}
        most={1}
        onChange={(next) => {
          preferences.set({ volume: next });
          onVolume(next);
        }}
      />
    </fieldset>
  );
}

type DeviceProps = { device: string; talk: Talk; onChange(device: string): void };

function DeviceField({ device, talk, onChange }: DeviceProps) {
  const devices = useSignal<MediaDeviceInfo[]>([]);
  const bar = useRef<HTMLSpanElement>(null);
  const on = talk.on.value;
  useEffect(() => {
    const list = (): void => void listMicrophones().then((found) => (devices.value = found));
    list();
    navigator.mediaDevices?.addEventListener('devicechange', list);
    return () => navigator.mediaDevices?.removeEventListener('devicechange', list);
  }, [on]);
  useEffect(() => talk.meter(bar.current!), [talk]);
  const known = devices.value.filter(({ deviceId }) => deviceId !== 'default');
  return (
    <div>
      <SelectField
        name="voice-device"
        label={t('voice.microphone')}
        options={[
          ['', t('voice.device.usual')],
          ...known.map((one): [string, string] => [one.deviceId, one.label]),
        ]}
        initial={known.some(({ deviceId }) => deviceId === device) ? device : ''}
        onChange={onChange}
      />
      <span ref={bar} class="voice-level" role="img" aria-label={t('voice.level')} />
    </div>
  );
}

type SliderProps = { label: string; value: number; most: number; onChange(value: number): void };

/** A labelled loudness from nothing to `most`, 1 being as it is. */
export function Slider({ label, value, most, onChange }: SliderProps) {
  const id = useOwnId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="range"
        min={0}
        max={most}
        step={0.05}
        value={value}
        aria-valuetext={formatShare(value, writing.value)}
        onInput={(event) => onChange(Number(event.currentTarget.value))}
      />
    </div>
  );
}
