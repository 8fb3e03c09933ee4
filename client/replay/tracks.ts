import { effect } from '@preact/signals';
import type { Player } from './player.ts';

/** The replay as tracks, as if it came over the line: the same two for as long as it is open. */
export type ReplayTracks = { video: MediaStreamTrack; audio: MediaStreamTrack; dispose(): void };

/** Size of the picture on the screen in the room. */
const SIZE = { width: 1280, height: 720 } as const;

/** Opens the tracks of a player: both of its elements flow into one picture and one sound. */
export function openTracks(player: Player): ReplayTracks {
  const canvas = Object.assign(document.createElement('canvas'), SIZE);
  const picture = canvas.getContext('2d', { alpha: false })!;
  const stream = canvas.captureStream(30);
  const context = new AudioContext();
  void context.resume();
  const sound = context.createMediaStreamDestination();
  for (const video of player.videos) context.createMediaElementSource(video).connect(sound);
  const calls = player.videos.map((video, index) => {
    const drawn = { call: 0 };
    const draw = (): void => {
      drawn.call = video.requestVideoFrameCallback(draw);
      if (player.active.value !== index || video.videoWidth === 0) return;
      const scale = Math.min(SIZE.width / video.videoWidth, SIZE.height / video.videoHeight);
      const [width, height] = [video.videoWidth * scale, video.videoHeight * scale];
      picture.fillRect(0, 0, SIZE.width, SIZE.height);
      picture.drawImage(video, (SIZE.width - width) / 2, (SIZE.height - height) / 2, width, height);
    };
    drawn.call = video.requestVideoFrameCallback(draw);
    return drawn;
  });
  const undo = effect(() => {
    if (player.playing.value) void context.resume();
  });
  return {
    video: stream.getVideoTracks()[0]!,
    audio: sound.stream.getAudioTracks()[0]!,
    dispose() {
      undo();
      player.videos.forEach((video, index) => {
        video.cancelVideoFrameCallback(calls[index]!.call);
      });
      for (const track of stream.getTracks()) track.stop();
      void context.close();
    },
  };
}
