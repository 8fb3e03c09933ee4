import { expect, test } from 'vitest';
import { captionsUrl, languageOfCaptions } from './cues.ts';

const read = async (text: string): Promise<string> =>
  (await fetch(await captionsUrl(new File([text], 'film.srt')))).text();

test('[ST32] SubRip is read as WebVTT, WebVTT as it is', async () => {
  const srt = '\uFEFF1\r\n00:00:01,500 --> 00:00:03,000\r\nGood evening, all\r\n';
  expect(await read(srt)).toBe('WEBVTT\n\n1\n00:00:01.500 --> 00:00:03.000\nGood evening, all\n');
  const vtt = 'WEBVTT\n\n00:01.000 --> 00:02.000\nHello';
  expect(await read(vtt)).toBe(vtt);
});

test('[ST32] a file without captions is refused', async () => {
  await expect(read('a letter')).rejects.toThrow('no captions are in this file');
});

test('[ST32] the language is in the name of the file', () => {
  expect(['film.es.vtt', 'film.zh-Hans.srt', 'film.vtt', 'a.b.c'].map(languageOfCaptions)).toEqual([
    'es',
    'zh-Hans',
    undefined,
    undefined,
  ]);
});
