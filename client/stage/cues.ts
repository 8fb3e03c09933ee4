/** Reads a film's captions file (WebVTT, or SubRip turned into it) with the browser's own reader. */
export async function captionsUrl(file: File): Promise<string> {
  const text = (await file.text()).replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const vtt = text.startsWith('WEBVTT')
    ? text
    : `WEBVTT\n\n${text.replace(/(\d{2}:\d{2}:\d{2}),(\d{3})/g, '$1.$2')}`;
  if (!vtt.includes('-->')) throw new DOMException('no captions are in this file', 'NotSupportedError');
  return URL.createObjectURL(new Blob([vtt], { type: 'text/vtt' }));
}

/** Tells what is to be read while a film plays: the text of the cues of now, empty when there is none. Resolves once the file is read. */
export async function followCues(
  film: HTMLVideoElement,
  url: string,
  tell: (text: string) => void,
): Promise<() => void> {
  const element = document.createElement('track');
  Object.assign(element, { kind: 'captions', src: url, default: true });
  const read = new Promise<void>((resolve, reject) => {
    element.onload = () => resolve();
    element.onerror = () =>
      reject(new DOMException('this captions file cannot be read', 'NotSupportedError'));
  });
  film.append(element);
  element.track.mode = 'hidden';
  element.track.oncuechange = () => {
    const cues = [...(element.track.activeCues ?? [])] as VTTCue[];
    tell(cues.map((cue) => cue.getCueAsHTML().textContent).join('\n'));
  };
  await read;
  return () => {
    element.track.oncuechange = null;
    element.remove();
  };
}

/** The language that a captions file says in its name (`film.es.vtt`), if it does. */
export const languageOfCaptions = (name: string): string | undefined =>
  /\.([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\.(?:vtt|srt)$/i.exec(name)?.[1];
