import type { Browser, Page } from 'playwright-core';

/** Colours of a made film: above the horizon blue is strongest, below it red is, and both grow lighter and darker. */
const SECONDS = 3;

/** Makes a short equirectangular film with a tone, in the browser itself: WebM, twice as wide as high. */
export async function makeFilm(browser: Browser): Promise<Buffer> {
  const page = await browser.newPage();
  const base64 = await page.evaluate(async (seconds) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 512, height: 256 });
    const paint = canvas.getContext('2d')!;
    const draw = (): void => {
      const level = Math.floor(performance.now() / 250) % 2 === 0 ? 90 : 210;
      paint.fillStyle = `rgb(20 40 ${level})`;
      paint.fillRect(0, 0, 512, 128);
      paint.fillStyle = `rgb(${level} 40 20)`;
      paint.fillRect(0, 128, 512, 128);
    };
    draw();
    const drawing = setInterval(draw, 50);
    const context = new AudioContext();
    const ear = context.createMediaStreamDestination();
    const tone = new OscillatorNode(context, { frequency: 330 });
    tone.connect(ear);
    tone.start();
    const stream = new MediaStream([...canvas.captureStream(20).getTracks(), ...ear.stream.getAudioTracks()]);
    const recorder = new MediaRecorder(stream, { mimeType: 'video/webm;codecs=vp8,opus' });
    const pieces: Blob[] = [];
    recorder.ondataavailable = ({ data }) => pieces.push(data);
    const ended = new Promise((resolve) => {
      recorder.onstop = resolve;
    });
    recorder.start();
    setTimeout(() => recorder.stop(), seconds * 1000);
    await ended;
    clearInterval(drawing);
    const bytes = new Uint8Array(await new Blob(pieces).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  }, SECONDS);
  await page.close();
  return Buffer.from(base64, 'base64');
}

/** From its next load on, a page remembers the films that it runs, for `filmOf`. */
export async function rememberFilms(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const films: HTMLVideoElement[] = [];
    Object.assign(window, { films });
    const { play } = HTMLVideoElement.prototype;
    HTMLVideoElement.prototype.play = function (this: HTMLVideoElement) {
      if (!films.includes(this) && this.src) films.push(this);
      return play.call(this);
    };
  });
}

/** What the latest film of a page does; undefined while there is none. */
export const filmOf = (page: Page) =>
  page.evaluate(() => {
    const film = (window as unknown as { films: HTMLVideoElement[] }).films.at(-1);
    return film && { paused: film.paused, muted: film.muted, ended: !film.src, at: film.currentTime };
  });

/** The mean colour of what a page shows in a small square around a place, shares of its width and height. */
export async function colourAt(page: Page, x: number, y: number): Promise<number[]> {
  const { width, height } = page.viewportSize()!;
  const clip = { x: width * x - 10, y: height * y - 10, width: 20, height: 20 };
  const picture = (await page.screenshot({ clip })).toString('base64');
  return page.evaluate(async (png) => {
    const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const paint = new OffscreenCanvas(1, 1).getContext('2d')!;
    paint.drawImage(image, 0, 0, 1, 1);
    return [...paint.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  }, picture);
}
