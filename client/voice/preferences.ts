import { type ReadonlySignal, signal } from '@preact/signals';
import { NEAREST } from '../../shared/model/voice.ts';

/** How one speaks and hears, remembered on this device. `device` empty is the system's choice; `volume` is 0 to 1. */
export type VoicePreferences = {
  mode: 'toggle' | 'push';
  device: string;
  echoCancellation: boolean;
  noiseSuppression: boolean;
  autoGainControl: boolean;
  nearest: number;
  volume: number;
  /** Keys of people whom one has blocked; the room knows whom they mean. */
  blocked: string[];
};

const STORE_KEY = 'vitrine.voice';
const USUAL: VoicePreferences = {
  mode: 'toggle',
  device: '',
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
  nearest: NEAREST.usual,
  volume: 1,
  blocked: [],
};

/** The remembered preferences, and how they are changed. */
export type PreferenceStore = {
  value: ReadonlySignal<VoicePreferences>;
  set(change: Partial<VoicePreferences>): void;
};

/** Opens the preferences; what can't be read counts as never set. */
export function openPreferences(): PreferenceStore {
  const value = signal<VoicePreferences>({ ...USUAL, ...read() });
  return {
    value,
    set(change) {
      value.value = { ...value.value, ...change };
      localStorage.setItem(STORE_KEY, JSON.stringify(value.value));
    },
  };
}

function read(): Partial<VoicePreferences> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(STORE_KEY) ?? '{}');
    const entries = Object.entries(kept ?? {}).filter(
      ([name, value]) => typeof value === typeof USUAL[name as keyof VoicePreferences],
    );
    return Object.fromEntries(entries);
  } catch {
    return {};
  }
}
