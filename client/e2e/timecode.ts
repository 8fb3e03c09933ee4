/** What `timecodeReader` puts into a page. */
export type Reading = { readTimecode(video: HTMLVideoElement): number | undefined };

/**
 * Replaces the camera by a canvas of 1280×720 that carries the time at which each frame was drawn: 32 bits of quarter
 * milliseconds in cells, and a parity cell. Runs in the host's page before its own scripts. The canvas stays in memory
 * (`willReadFrequently`): read back from a software GPU, its frames queue up for seconds before they are captured.
 */
export function timecodeCamera(): void {
  const canvas = document.createElement('canvas');
  const [width, height, cell] = [1280, 720, 80];
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext('2d', { willReadFrequently: true })!;
  const draw = (): void => {
    const time = Math.round((performance.timeOrigin + performance.now()) * 4) >>> 0;
    pen.fillStyle = `hsl(${(time / 160) % 360} 40% 40%)`;
    pen.fillRect(0, 0, width, height);
    let parity = 0;
    for (let bit = 0; bit < 32; bit++) {
      const on = (time >>> bit) & 1;
      parity ^= on;
      pen.fillStyle = on ? '#fff' : '#000';
      pen.fillRect((bit % 16) * cell, Math.floor(bit / 16) * cell, cell, cell);
    }
    pen.fillStyle = parity ? '#fff' : '#000';
    pen.fillRect(0, 2 * cell, cell, cell);
  };
  setInterval(draw, 33);
  navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(30);
}

/** Gives that camera a microphone that hears a tone. Runs after `timecodeCamera`. */
export function toneMicrophone(): void {
  const camera = navigator.mediaDevices.getUserMedia;
  navigator.mediaDevices.getUserMedia = async (wish) => {
    const stream = await camera.call(navigator.mediaDevices, wish);
    if (!wish?.audio) return stream;
    const context = new AudioContext();
    const out = context.createMediaStreamDestination();
    const tone = new OscillatorNode(context, { frequency: 220 });
    tone.connect(new GainNode(context, { gain: 0.05 })).connect(out);
    tone.start();
    return new MediaStream([...(wish.video ? stream.getVideoTracks() : []), ...out.stream.getAudioTracks()]);
  };
}

/** Lets a page read that time code: quarter milliseconds, cut to 32 bits; undefined when a frame has none. Runs in the page. */
export function timecodeReader(): void {
  const small = new OffscreenCanvas(64, 12);
  const pen = small.getContext('2d', { willReadFrequently: true })!;
  const readTimecode = (video: HTMLVideoElement): number | undefined => {
    pen.drawImage(video, 0, 0, video.videoWidth, video.videoHeight / 3, 0, 0, 64, 12);
    const { data } = pen.getImageData(0, 0, 64, 12);
    const cell = (x: number, y: number): number => (data[(y * 64 + x) * 4 + 1]! > 128 ? 1 : 0);
    let time = 0;
    let parity = 0;
    for (let bit = 0; bit < 32; bit++) {
      const on = cell((bit % 16) * 4 + 2, Math.floor(bit / 16) * 4 + 2);
      parity ^= on;
      time = (time | (on << bit)) >>> 0;
    }
    return parity === cell(2, 10) ? time : undefined;
  };
  Object.assign(window, { readTimecode } satisfies Reading);
}

/** Milliseconds of the clock at which a frame was drawn, given one near it. */
export function drawnAt(code: number, near: number): number {
  const off = ((Math.round(near * 4) >>> 0) - code) | 0;
  return near - off / 4;
}
