import './guest.css';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { ON_STAGE } from '../../shared/wire/onStage.ts';
import type { Link } from '../net/link.ts';
import { Icon } from '../ui/Icon.tsx';
import { t } from '../ui/i18n.ts';
import { say, sayError } from '../ui/toast.tsx';
import { CameraCheck } from './CameraCheck.tsx';
import { type Capture, captureVoice } from './capture.ts';
import type { Intake } from './intake.ts';
import { openRemoteInputs } from './remoteInputs.ts';
import { openSender, type Sender } from './sender.ts';

type GuestProps = {
  link: Link;
  /** What I am to the stage (`ON_STAGE`), and whether my picture is on air. */
  status: number;
  onAir: boolean;
  /** A host is live, so that a hand can be seen. */
  live: boolean;
  intake: Intake;
  /** While I am on stage the programme is silent here: I hear the others as they are, and never myself. */
  onStage(on: boolean): void;
};

type OnStage = { capture: Capture; sender: Sender };

/** A visitor's way onto the stage: raise a hand, be asked up, look at oneself first, be on stage, step down. */
export function GuestPart({ link, status, onAir, live, intake, onStage }: GuestProps) {
  const mine = useRef<OnStage | undefined>(undefined);
  const silent = useSignal(false);
  const unseen = useSignal(false);
  const stop = (): void => {
    mine.current?.sender.dispose();
    mine.current?.capture.stop();
    mine.current = undefined;
  };
  const step = (): void => {
    stop();
    link.request('stage.step', {}).catch(sayError);
  };
  const hand = (raised: boolean): void => {
    link.request('stage.hand', { raised }).catch(sayError);
  };
  const goUp = async (capture: Capture): Promise<void> => {
    const sender = openSender(link, sayError);
    mine.current = { capture, sender };
    silent.value = unseen.value = false;
    const [audio] = capture.stream.getAudioTracks();
    const [video] = capture.stream.getVideoTracks();
    try {
      await sender.send('guest', { audio, video, source: 'guest', title: '' });
    } catch (error) {
      stop();
      sayError(error);
    }
  };
  const goUpByVoice = (): void => {
    captureVoice().then(goUp, (error: Error) => say(t('check.problem', { reason: error.message }), 'error'));
  };
  useEffect(() => stop, []);
  useEffect(() => {
    if (status === ON_STAGE.no && mine.current) {
      stop();
      say(t('guest.over'));
    }
    onStage(status === ON_STAGE.on);
    if (status !== ON_STAGE.on) return;
    const others = hearOthers(link, intake);
    return () => {
      others();
      onStage(false);
    };
  }, [status]);
  const enable = (kind: 'audio' | 'video', on: boolean): void => {
    for (const track of mine.current?.capture.stream.getTracks() ?? [])
      if (track.kind === kind) track.enabled = on;
  };
  if (status === ON_STAGE.invited && !mine.current)
    return (
      <CameraCheck
        title={t('guest.asked')}
        accept={t('guest.go')}
        onAccept={(capture) => void goUp(capture)}
        onClose={step}
      >
        <button type="button" class="quiet wide" onClick={goUpByVoice}>
          {t('guest.voiceOnly')}
        </button>
      </CameraCheck>
    );
  if (status === ON_STAGE.on || mine.current)
    return (
      <section class={onAir ? 'guest-bar on-air' : 'guest-bar'} aria-label={t('guest.title')}>
        <span role="status">
          <i aria-hidden="true" />
          {t(onAir ? 'guest.onAir' : 'guest.waiting')}
        </span>
        <button
          type="button"
          class="icon-button"
          aria-pressed={silent.value}
          aria-label={t('guest.mute')}
          onClick={() => {
            silent.value = !silent.value;
            enable('audio', !silent.value);
          }}
        >
          <Icon name={silent.value ? 'microphoneOff' : 'microphone'} />
        </button>
        {(mine.current?.capture.stream.getVideoTracks().length ?? 0) > 0 && (
          <button
            type="button"
            class="quiet"
            aria-pressed={unseen.value}
            onClick={() => {
              unseen.value = !unseen.value;
              enable('video', !unseen.value);
            }}
          >
            {t('guest.hide')}
          </button>
        )}
        <button type="button" class="quiet" onClick={step}>
          {t('guest.leave')}
        </button>
      </section>
    );
  if (!live && status === ON_STAGE.no) return null;
  const raised = status === ON_STAGE.raised;
  return (
    <button type="button" class="pill hand" aria-pressed={raised} onClick={() => hand(!raised)}>
      {t(raised ? 'guest.lower' : 'guest.raise')}
    </button>
  );
}

/** Plays the sound of everybody else on stage. */
function hearOthers(link: Link, intake: Intake): () => void {
  const players = new Map<string, HTMLAudioElement>();
  const inputs = openRemoteInputs(link, intake, false);
  inputs.follow((list) => {
    for (const [id, player] of players)
      if (!list.some((input) => input.id === id && input.audio)) {
        player.srcObject = null;
        players.delete(id);
      }
    for (const { id, audio } of list) {
      if (!audio) continue;
      const player = players.get(id) ?? new Audio();
      players.set(id, player);
      const playing = (player.srcObject as MediaStream | null)?.getAudioTracks()[0];
      if (playing === audio) continue;
      player.srcObject = new MediaStream([audio]);
      player.play().catch(() => undefined);
    }
  });
  return () => {
    inputs.dispose();
    for (const player of players.values()) player.srcObject = null;
  };
}
