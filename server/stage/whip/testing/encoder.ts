import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ndc from 'node-datachannel';

/** An encoder on libdatachannel, the library in the WHIP output of OBS. */
export type Encoder = {
  offer: string;
  take(answer: string): void;
  /** How many key frames it was asked for. */
  asked(): number;
  close(): void;
};

const PICTURE = join(import.meta.dirname, '..', '..', '..', 'recording', 'testing', 'tiny.h264');
const FRAME_MS = 66;
/** An Opus packet of twenty milliseconds of silence. */
const SILENCE = Buffer.from('f8fffe', 'hex');
const START_CODE = Buffer.from('00000001', 'hex');

/** The frames of a raw H.264 file, each with what stands before it. */
function framesIn(file: Buffer): Buffer[] {
  const starts: number[] = [];
  for (let at = file.indexOf('000001', 0, 'hex'); at >= 0; at = file.indexOf('000001', at + 3, 'hex'))
    starts.push(at + 3);
  const frames: Buffer[] = [];
  let before: Buffer[] = [];
  starts.forEach((start, index) => {
    const end = (starts[index + 1] ?? file.length + 3) - 3;
    const unit = file.subarray(start, file[end - 1] === 0 && index + 1 < starts.length ? end - 1 : end);
    before.push(START_CODE, unit);
    if (![1, 5].includes(unit[0]! & 0x1f)) return;
    frames.push(Buffer.concat(before));
    before = [];
  });
  return frames;
}

/** Opens an encoder as OBS sets one up: H.264 and Opus, to send only, one stream each; it sends a film round and round once it is connected. */
export async function openEncoder(profile?: string): Promise<Encoder> {
  const peer = new ndc.PeerConnection('encoder', { iceServers: [], disableAutoNegotiation: true });
  const sound = new ndc.Audio('0', 'SendOnly');
  sound.addOpusCodec(111);
  sound.addSSRC(4001, 'obs', 'obs', 'obs-audio');
  const picture = new ndc.Video('1', 'SendOnly');
  if (profile)
    picture.addH264Codec(96, `profile-level-id=${profile};packetization-mode=1;level-asymmetry-allowed=1`);
  else picture.addH264Codec(96);
  picture.addSSRC(4002, 'obs', 'obs', 'obs-video');
  const [audio, video] = [peer.addTrack(sound), peer.addTrack(picture)];
  const soundTimes = new ndc.RtpPacketizationConfig(4001, 'obs', 111, 48_000);
  const pictureTimes = new ndc.RtpPacketizationConfig(4002, 'obs', 96, 90_000);
  const opus = new ndc.RtpPacketizer(soundTimes);
  opus.addToChain(new ndc.RtcpSrReporter(soundTimes));
  audio.setMediaHandler(opus);
  const h264 = new ndc.H264RtpPacketizer('StartSequence', pictureTimes);
  h264.addToChain(new ndc.RtcpSrReporter(pictureTimes));
  h264.addToChain(new ndc.RtcpNackResponder());
  video.setMediaHandler(h264);
  let asked = 0;
  // A picture loss indication: payload-specific feedback (206) of format 1.
  video.onMessage((packet) => {
    for (let at = 0; at + 4 <= packet.length; at += 4 + packet.readUInt16BE(at + 2) * 4)
      if (packet[at + 1] === 206 && (packet[at]! & 0x1f) === 1) asked++;
  });
  const frames = framesIn(readFileSync(PICTURE));
  let sent = 0;
  const sending = setInterval(() => {
    if (!video.isOpen() || !audio.isOpen()) return;
    pictureTimes.timestamp = (sent * FRAME_MS * 90) >>> 0;
    video.sendMessageBinary(frames[sent % frames.length]!);
    soundTimes.timestamp = (sent * FRAME_MS * 48) >>> 0;
    audio.sendMessageBinary(SILENCE);
    sent++;
  }, FRAME_MS);
  const offer = await new Promise<string>((resolve) => {
    peer.onGatheringStateChange((state) => state === 'complete' && resolve(peer.localDescription()!.sdp));
    peer.setLocalDescription('offer');
  });
  return {
    offer,
    take: (answer) => peer.setRemoteDescription(answer, 'answer'),
    asked: () => asked,
    close() {
      clearInterval(sending);
      peer.close();
    },
  };
}
