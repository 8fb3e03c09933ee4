import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { HOST_SOURCES, type HostSource, isLiveSource } from '../../shared/model/sources.ts';
import { CAPTION_MAX } from '../../shared/wire/limits.ts';
import type { Link } from '../net/link.ts';
import { SelectField } from '../ui/Field.tsx';
import { formatNumber } from '../ui/format.ts';
import { language, t, writing } from '../ui/i18n.ts';
import { toRefusal } from '../ui/report.ts';
import { sayError } from '../ui/toast.tsx';
import { type Broadcaster, openBroadcaster, type SentReport } from './broadcaster.ts';
import { Captioner } from './Captioner.tsx';
import { type Capture, capture, listDevices } from './capture.ts';
import { languageOfCaptions } from './cues.ts';
import { type EncoderAddress, EncoderPanel } from './EncoderPanel.tsx';
import { FilmFields } from './FilmFields.tsx';
import { LevelMeter } from './LevelMeter.tsx';
import { LiveStatus } from './LiveStatus.tsx';

const REPORT_MS = 1000;

type StudioProps = { link: Link; tick: number; encoder(): Promise<EncoderAddress> };

/** The host's desk: choose an input, see it, go live, stop. */
export function Studio({ link, tick, encoder }: StudioProps) {
  const source = useSignal<HostSource>('camera');
  const camera = useSignal('');
  const microphone = useSignal('');
  const title = useSignal('');
  const film = useSignal<File | undefined>(undefined);
  const captions = useSignal<File | undefined>(undefined);
  const devices = useSignal<Awaited<ReturnType<typeof listDevices>>>({ cameras: [], microphones: [] });
  const phase = useSignal<'idle' | 'connecting' | 'live'>('idle');
  const problem = useSignal('');
  const sent = useSignal<SentReport | undefined>(undefined);
  const input = useSignal<Capture | undefined>(undefined);
  const preview = useRef<HTMLVideoElement>(null);
  const cue = useRef('');
  const broadcaster = useRef<Broadcaster | undefined>(undefined);
  void tick;

  useEffect(() => {
    const caster = openBroadcaster(link, toRefusal);
    broadcaster.current = caster;
    const timer = setInterval(() => void caster.report().then((report) => (sent.value = report)), REPORT_MS);
    return () => {
      clearInterval(timer);
      caster.dispose();
      input.value?.stop();
    };
  }, [link]);

  const release = (): void => {
    input.value?.stop();
    input.value = undefined;
    cue.current = '';
  };
  const showCue = (text: string): void => {
    cue.current = text;
    if (phase.value !== 'live') return;
    const spoken = languageOfCaptions(captions.value?.name ?? '') ?? language.value;
    const caption = { text: text.slice(0, CAPTION_MAX), language: spoken, held: true };
    link.request('stage.caption', caption).catch(() => undefined);
  };
  const openInput = async (): Promise<void> => {
    release();
    problem.value = '';
    const wish = {
      source: source.value,
      camera: camera.value,
      microphone: microphone.value,
      film: film.value,
      captions: captions.value,
      onCue: showCue,
    };
    try {
      const opened = await capture(wish, () => void stop());
      input.value = opened;
      if (preview.current) preview.current.srcObject = opened.stream;
      devices.value = await listDevices();
    } catch (error) {
      problem.value = t(`studio.noInput.${source.value}`, { reason: (error as Error).message });
    }
  };
  const goLive = async (): Promise<void> => {
    if (phase.value !== 'idle') return;
    phase.value = 'connecting';
    if (!input.value) await openInput();
    if (!input.value) {
      phase.value = 'idle';
      return;
    }
    try {
      await broadcaster.current!.start(input.value.stream, source.value, title.value);
      phase.value = 'live';
      if (cue.current) showCue(cue.current);
    } catch (error) {
      phase.value = 'idle';
      sayError(error);
    }
  };
  const stop = async (): Promise<void> => {
    phase.value = 'idle';
    await broadcaster.current?.stop().catch(sayError);
    release();
  };
  const choose = (next: HostSource): void => {
    source.value = next;
    if (phase.value === 'idle') release();
  };

  const live = phase.value === 'live';
  const report = sent.value;
  return (
    <main class="studio">
      <header>
        <span class="brand">Vitrine</span>
        <h1>{t('studio.title')}</h1>
        <LiveStatus source={link.state.programme.source} title={link.state.programme.title} />
        <span class="hint">{t('studio.people', { count: link.state.visitors.size })}</span>
      </header>
      <div class="desk">
        <figure class={live ? 'monitor on-air' : 'monitor'}>
          <video ref={preview} autoplay muted playsInline aria-label={t('studio.preview')} />
          <figcaption>
            <span class={live ? 'chip live' : 'chip'}>
              <i aria-hidden="true" />
              {live ? t('studio.onAir') : t('studio.offAir')}
            </span>
            {live && report && (
              <small>
                {t('studio.sent', {
                  width: report.width,
                  height: report.height,
                  fps: report.fps,
                  rate: megabits(report.bitsPerSecond),
                })}
              </small>
            )}
          </figcaption>
          <LevelMeter stream={input.value?.stream} />
        </figure>
        <section class="controls" aria-label={t('studio.source')}>
          <p class="hint">{t('studio.lead')}</p>
          <fieldset class="bodies" disabled={phase.value !== 'idle'}>
            <legend>{t('studio.source')}</legend>
            {HOST_SOURCES.map((option) => (
              <label key={option} class={option === source.value ? 'choice chosen' : 'choice'}>
                <input
                  type="radio"
                  name="source"
                  checked={option === source.value}
                  onChange={() => choose(option)}
                />
                {t(`studio.${option}`)}
              </label>
            ))}
          </fieldset>
          {source.value === 'film' && (
            <FilmFields
              film={film}
              captions={captions}
              disabled={phase.value !== 'idle'}
              onChange={release}
            />
          )}
          {source.value === 'camera' && devices.value.cameras.length > 0 && (
            <>
              <DeviceField label={t('studio.cameraDevice')} devices={devices.value.cameras} value={camera} />
              <DeviceField
                label={t('studio.microphoneDevice')}
                devices={devices.value.microphones}
                value={microphone}
              />
            </>
          )}
          <div class="field">
            <label for="show-title">{t('studio.showTitle')}</label>
            <input
              id="show-title"
              maxLength={80}
              value={title}
              disabled={phase.value !== 'idle'}
              onInput={(event) => {
                title.value = event.currentTarget.value;
              }}
            />
          </div>
          {problem.value && (
            <p class="problem" role="alert">
              {problem.value}
            </p>
          )}
          {phase.value === 'idle' && (
            <button type="button" class="quiet wide" onClick={() => void openInput()}>
              {t('studio.preview')}
            </button>
          )}
          {live ? (
            <button type="button" class="danger wide" onClick={() => void stop()}>
              {t('studio.stop')}
            </button>
          ) : (
            <button
              type="button"
              class="primary wide"
              disabled={phase.value === 'connecting'}
              onClick={() => void goLive()}
            >
              {phase.value === 'connecting' ? t('studio.connecting') : t('studio.goLive')}
            </button>
          )}
          <Captioner link={link} live={isLiveSource(link.state.programme.source)} />
          <EncoderPanel address={encoder} />
        </section>
      </div>
    </main>
  );
}

/** Megabits a second as the host writes numbers, with one decimal place. */
const megabits = (bitsPerSecond: number): string =>
  formatNumber(Math.round(bitsPerSecond / 1e5) / 10, writing.value);

type DeviceProps = { label: string; devices: MediaDeviceInfo[]; value: { value: string } };

function DeviceField({ label, devices, value }: DeviceProps) {
  const options = devices.map((device, index): [string, string] => [
    device.deviceId,
    device.label || `${label} ${index + 1}`,
  ]);
  return (
    <SelectField
      name={label}
      label={label}
      options={options}
      initial={value.value || options[0]?.[0]}
      onChange={(id) => (value.value = id)}
    />
  );
}
