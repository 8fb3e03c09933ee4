import { useEffect, useRef } from 'preact/hooks';
import { t } from '../ui/i18n.ts';

/** How loud a stream is, as a bar. */
export function LevelMeter({ stream }: { stream: MediaStream | undefined }) {
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!stream?.getAudioTracks().length) return;
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, { fftSize: 512 });
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    let frame = 0;
    const draw = (): void => {
      analyser.getFloatTimeDomainData(samples);
      let peak = 0;
      for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
      bar.current?.style.setProperty('--level', String(Math.min(1, peak * 1.4)));
      frame = requestAnimationFrame(draw);
    };
    draw();
    return () => {
      cancelAnimationFrame(frame);
      void context.close();
    };
  }, [stream]);
  return <span ref={bar} class="level" role="img" aria-label={t('voice.level')} />;
}
