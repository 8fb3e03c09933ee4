import { useSignal } from '@preact/signals';
import { VOICE } from '../../shared/model/voice.ts';
import { Icon } from '../ui/Icon.tsx';
import { t } from '../ui/i18n.ts';
import { Slider } from './VoiceSettings.tsx';

type PersonVoiceProps = {
  name: string;
  voice: number;
  self: boolean;
  volume: number;
  blocked: boolean;
  onVolume(volume: number): void;
  onBlock(blocked: boolean): void;
  /** Given to staff alone. */
  onMuteForAll: ((muted: boolean) => void) | undefined;
};

/** Whether somebody speaks, and what one can do about it. */
export function PersonVoice(props: PersonVoiceProps) {
  const { name, voice, self, volume, blocked, onVolume, onBlock, onMuteForAll } = props;
  const opened = useSignal(false);
  return (
    <>
      <VoiceState voice={voice} blocked={blocked} mutedByMe={volume === 0} />
      {!self && (
        <button
          type="button"
          class="icon-button"
          aria-label={t('voice.of', { name })}
          aria-expanded={opened.value}
          onClick={() => (opened.value = !opened.value)}
        >
          <Icon name={volume === 0 || blocked ? 'soundOff' : 'soundOn'} />
        </button>
      )}
      {opened.value && (
        <fieldset class="voice-tools" aria-label={t('voice.of', { name })}>
          <Slider label={t('voice.volumeOf', { name })} value={volume} most={2} onChange={onVolume} />
          <div class="voice-verbs">
            <Toggle on={volume === 0} label={t('voice.mute')} onChange={(on) => onVolume(on ? 0 : 1)} />
            <Toggle on={blocked} label={t('voice.block')} onChange={onBlock} />
            {onMuteForAll && (
              <Toggle
                on={(voice & VOICE.muted) !== 0}
                label={t('voice.muteForAll')}
                onChange={onMuteForAll}
              />
            )}
          </div>
        </fieldset>
      )}
    </>
  );
}

type ToggleProps = { on: boolean; label: string; onChange(on: boolean): void };

function Toggle({ on, label, onChange }: ToggleProps) {
  return (
    <button type="button" class="quiet" aria-pressed={on} onClick={() => onChange(!on)}>
      {label}
    </button>
  );
}

function VoiceState({ voice, blocked, mutedByMe }: { voice: number; blocked: boolean; mutedByMe: boolean }) {
  if (blocked) return <small class="voice-state">{t('voice.isBlocked')}</small>;
  if (voice & VOICE.muted) return <small class="voice-state">{t('voice.isMuted')}</small>;
  if (mutedByMe) return <small class="voice-state">{t('voice.isMutedByMe')}</small>;
  if (voice & VOICE.talking) return <small class="voice-state talking">{t('voice.isTalking')}</small>;
  if (voice & VOICE.open) return <small class="voice-state">{t('voice.isOpen')}</small>;
  return null;
}
