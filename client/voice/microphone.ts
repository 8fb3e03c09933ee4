import type { VoicePreferences } from './preferences.ts';

/** An open microphone: its track, how loud it is now (0 to 1), and how it is let go. */
export type Microphone = { track: MediaStreamTrack; level(): number; stop(): void };

/** Opens the microphone that is preferred; throws the browser's DOMException when it is refused or absent. */
export async function openMicrophone(
  { device, echoCancellation, noiseSuppression, autoGainControl }: VoicePreferences,
  onEnded: () => void,
): Promise<Microphone> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: {
      echoCancellation,
      noiseSuppression,
      autoGainControl,
      channelCount: 1,
      ...(device && { deviceId: { ideal: device } }),
    },
  });
  const track = stream.getAudioTracks()[0]!;
  track.addEventListener('ended', onEnded);
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: 512 });
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    track,
    level() {
      analyser.getFloatTimeDomainData(samples);
      let peak = 0;
      for (let at = 0; at < samples.length; at++) peak = Math.max(peak, Math.abs(samples[at]!));
      return Math.min(1, peak * 1.4);
    },
    stop() {
      track.removeEventListener('ended', onEnded);
      track.stop();
      void context.close();
    },
  };
}

/** Microphones with their names; names are empty until the person has allowed one of them. */
export async function listMicrophones(): Promise<MediaDeviceInfo[]> {
  const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  return devices.filter(({ kind, deviceId }) => kind === 'audioinput' && deviceId !== '');
}

/** Calls back when V is pressed and let go, wherever the focus is but for fields one types into. Returns the undo. */
export function onTalkKey(listener: (pressed: boolean) => void): () => void {
  const abort = new AbortController();
  const { signal } = abort;
  const typing = (target: EventTarget | null): boolean =>
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      /^(TEXTAREA|SELECT)$/.test(target.tagName) ||
      (target instanceof HTMLInputElement && !/^(range|checkbox|radio)$/.test(target.type)));
  let pressed = false;
  const release = (): void => {
    if (!pressed) return;
    pressed = false;
    listener(false);
  };
  // Captured: panels keep their keys to themselves, and one may talk while a panel is open.
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.code !== 'KeyV' || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
      if (pressed || typing(event.target)) return;
      pressed = true;
      listener(true);
    },
    { signal, capture: true },
  );
  window.addEventListener('keyup', (event) => event.code === 'KeyV' && release(), { signal, capture: true });
  window.addEventListener('blur', release, { signal });
  return () => {
    release();
    abort.abort();
  };
}
