import type { CSSProperties } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** What is enough to keep an eye on a picture. */
const SMALL = { frameRate: { max: 6 }, width: { max: 480 }, height: { max: 270 } };

type PictureProps = {
  stream: MediaStream | undefined;
  /** Without a graphics card: few and small frames, where the browser can; in full they would take a core from the encoder. */
  small: boolean;
  label?: string;
  class?: string;
  style?: CSSProperties;
};

/** A stream's picture, without its sound, for those who keep an eye on it. */
export function MonitorPicture({ stream, small, label, ...look }: PictureProps) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const [track] = stream?.getVideoTracks() ?? [];
    const shown = small ? track?.clone() : track;
    if (small) shown?.applyConstraints(SMALL).catch(() => undefined);
    video.current!.srcObject = shown ? new MediaStream([shown]) : null;
    return () => {
      if (small) shown?.stop();
    };
  }, [stream, small]);
  return <video ref={video} autoplay muted playsInline {...(label && { 'aria-label': label })} {...look} />;
}
