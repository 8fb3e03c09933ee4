/** Players of WHEP on libdatachannel, in a process of their own: they count what comes, what is missing, and how far its clock runs from this machine's. */
import ndc from 'node-datachannel';
import { median, wait } from './harness.ts';

const [url = '', people = '0'] = process.argv.slice(2);

/** One stream as it came: packets, those missing between them, and milliseconds by which its own clock has run ahead. */
type Heard = { packets: number; missing: number; aheadMs: number };
type Player = { video: () => Heard; audio: () => Heard; open(): boolean };

/** Packets over whose lateness the middle is taken: single ones wait in queues. */
const WINDOW = 101;

/** Follows a stream by its sequence numbers and time stamps (RFC 3550). */
function follow(track: { onMessage(cb: (packet: Buffer) => void): void }, hertz: number): () => Heard {
  let packets = 0;
  let expected: number | undefined;
  let missing = 0;
  let first: number | undefined;
  let stamp = 0;
  let mediaMs = 0;
  const lately: number[] = [];
  track.onMessage((packet) => {
    if (packet.length < 12 || (packet[1]! >= 192 && packet[1]! <= 223)) return;
    const sequence = packet.readUInt16BE(2);
    const time = packet.readUInt32BE(4);
    const now = performance.now();
    if (expected !== undefined) {
      const step = (sequence - expected) & 0xffff;
      if (step > 0x8000) {
        missing--; // it came late, after others
        return;
      }
      missing += step;
      mediaMs += (((time - stamp) | 0) * 1000) / hertz;
    }
    expected = (sequence + 1) & 0xffff;
    stamp = time;
    packets++;
    lately.push(mediaMs - now);
    if (lately.length > WINDOW) lately.shift();
    if (packets === WINDOW) first = median(lately);
  });
  return () => ({ packets, missing, aheadMs: first === undefined ? 0 : median(lately) - first });
}

async function openPlayer(): Promise<Player> {
  const peer = new ndc.PeerConnection('player', { iceServers: [], disableAutoNegotiation: true });
  const sound = new ndc.Audio('0', 'RecvOnly');
  sound.addOpusCodec(111);
  const picture = new ndc.Video('1', 'RecvOnly');
  picture.addVP8Codec(96);
  const [audio, video] = [peer.addTrack(sound), peer.addTrack(picture)];
  const player = {
    audio: follow(audio as never, 48_000),
    video: follow(video as never, 90_000),
    open: () => audio.isOpen() && video.isOpen(),
  };
  // Without reports the server takes the way for broken and halves what it sends.
  for (const track of [audio, video]) track.setMediaHandler(new ndc.RtcpReceivingSession());
  const offer = await new Promise<string>((resolve) => {
    peer.onGatheringStateChange((state) => state === 'complete' && resolve(peer.localDescription()!.sdp));
    peer.setLocalDescription('offer');
  });
  for (;;) {
    const headers = { 'content-type': 'application/sdp' };
    const answer = await fetch(`${url}/whep/atelier`, { method: 'POST', headers, body: offer });
    if (answer.status === 429) await wait(1000);
    else if (answer.ok) {
      peer.setRemoteDescription(await answer.text(), 'answer');
      return player;
    } else throw new Error(`a player was refused: ${answer.status} ${await answer.text()}`);
  }
}

const players: Player[] = [];
process.on('message', () => {
  process.send?.(players.map(({ open, video, audio }) => ({ open: open(), video: video(), audio: audio() })));
});
process.on('disconnect', () => process.exit());
while (players.length < Number(people)) players.push(await openPlayer());
process.send?.('ready');
