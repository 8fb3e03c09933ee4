import { RTCPeerConnection, type RTCRtpCodecParameters, useH264, useOPUS, useVP8 } from 'werift';

/** A player on werift, a WebRTC written in TypeScript alone. */
export type Player = {
  offer: string;
  take(answer: string): Promise<void>;
  /** Packets that came, by the name of their codec in lower case. */
  packets: Map<string, number>;
  /** Asks for a key frame. */
  askForKey(): Promise<void>;
  close(): Promise<void>;
};

/** Opens a player that plays Opus and the given codecs, as plain as they come: no extensions, no repair. */
export async function openPlayer(
  video: readonly RTCRtpCodecParameters[] = [useVP8(), useH264()],
): Promise<Player> {
  const peer = new RTCPeerConnection({
    codecs: { audio: [useOPUS()], video: [...video] },
    iceServers: [],
    bundlePolicy: 'max-bundle',
    iceUseIpv6: false,
  });
  const picture = peer.addTransceiver('video', { direction: 'recvonly' });
  peer.addTransceiver('audio', { direction: 'recvonly' });
  const packets = new Map<string, number>();
  let ssrc = 0;
  peer.onTrack.subscribe((track) => {
    track.onReceiveRtp.subscribe(({ header }) => {
      if (track.kind === 'video') ssrc = header.ssrc;
      const codec = [...picture.codecs, ...peer.getTransceivers()[1]!.codecs].find(
        ({ payloadType }) => payloadType === header.payloadType,
      );
      const name = codec?.mimeType.toLowerCase() ?? 'unknown';
      packets.set(name, (packets.get(name) ?? 0) + 1);
    });
  });
  await peer.setLocalDescription(await peer.createOffer());
  return {
    offer: peer.localDescription!.sdp,
    take: (sdp) => peer.setRemoteDescription({ type: 'answer', sdp }),
    packets,
    askForKey: () => picture.receiver.sendRtcpPLI(ssrc),
    close: () => peer.close(),
  };
}
