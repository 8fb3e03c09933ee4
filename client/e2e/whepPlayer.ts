/** Starts a player as any web page would that speaks WHEP, on the page in which it is evaluated; it stays in `window.player`, its connection in `window.peer`. */
export async function playByWhep(): Promise<void> {
  const peer = new RTCPeerConnection();
  for (const kind of ['video', 'audio']) peer.addTransceiver(kind, { direction: 'recvonly' });
  const video = Object.assign(document.createElement('video'), {
    muted: true,
    srcObject: new MediaStream(),
  });
  peer.ontrack = ({ track }) => {
    (video.srcObject as MediaStream).addTrack(track);
    void video.play();
  };
  await peer.setLocalDescription(await peer.createOffer());
  const answer = await fetch('/whep/atelier', {
    method: 'POST',
    headers: { 'content-type': 'application/sdp' },
    body: peer.localDescription!.sdp,
  });
  await peer.setRemoteDescription({ type: 'answer', sdp: await answer.text() });
  Object.assign(window, { peer, player: video });
}
