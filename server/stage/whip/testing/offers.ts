/** What Chromium offers that sends a picture in two layers, and sound; codecs that nobody here uses left out. */
export const BROWSER_OFFER = `v=0
o=- 1705948234664776323 2 IN IP4 127.0.0.1
s=-
t=0 0
a=group:BUNDLE 0 1
a=extmap-allow-mixed
a=msid-semantic: WMS
m=video 9 UDP/TLS/RTP/SAVPF 96 97 108 109
c=IN IP4 0.0.0.0
a=rtcp:9 IN IP4 0.0.0.0
a=ice-ufrag:H/Pq
a=ice-pwd:uaiY+7rcKKj+b2nXoNbvFwmz
a=ice-options:trickle
a=fingerprint:sha-256 8D:90:5E:5B:A9:CA:D2:8A:49:C9:29:86:6C:BE:1F:93:6A:52:A0:58:B5:0B:9B:C4:92:A2:23:27:5C:D5:11:50
a=setup:actpass
a=mid:0
a=extmap:1 urn:ietf:params:rtp-hdrext:toffset
a=extmap:2 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time
a=extmap:3 urn:3gpp:video-orientation
a=extmap:4 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01
a=extmap:5 http://www.webrtc.org/experiments/rtp-hdrext/playout-delay
a=extmap:6 http://www.webrtc.org/experiments/rtp-hdrext/video-content-type
a=extmap:7 http://www.webrtc.org/experiments/rtp-hdrext/video-timing
a=extmap:8 http://www.webrtc.org/experiments/rtp-hdrext/color-space
a=extmap:9 urn:ietf:params:rtp-hdrext:sdes:mid
a=extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id
a=extmap:11 urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id
a=extmap:13 https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension
a=extmap:14 http://www.webrtc.org/experiments/rtp-hdrext/video-layers-allocation00
a=sendonly
a=msid:- aa2c7999-735e-40c8-b18f-cbbcc3f676d5
a=rtcp-mux
a=rtcp-rsize
a=rtcp-xr:rcvr-rtt=all
a=rtpmap:96 VP8/90000
a=rtcp-fb:96 goog-remb
a=rtcp-fb:96 transport-cc
a=rtcp-fb:96 ccm fir
a=rtcp-fb:96 nack
a=rtcp-fb:96 nack pli
a=rtpmap:97 rtx/90000
a=fmtp:97 apt=96
a=rtpmap:108 H264/90000
a=rtcp-fb:108 goog-remb
a=rtcp-fb:108 transport-cc
a=rtcp-fb:108 ccm fir
a=rtcp-fb:108 nack
a=rtcp-fb:108 nack pli
a=fmtp:108 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f
a=rtpmap:109 rtx/90000
a=fmtp:109 apt=108
a=rid:q send
a=rid:f send
a=simulcast:send q;f
m=audio 9 UDP/TLS/RTP/SAVPF 111
c=IN IP4 0.0.0.0
a=rtcp:9 IN IP4 0.0.0.0
a=ice-ufrag:H/Pq
a=ice-pwd:uaiY+7rcKKj+b2nXoNbvFwmz
a=ice-options:trickle
a=fingerprint:sha-256 8D:90:5E:5B:A9:CA:D2:8A:49:C9:29:86:6C:BE:1F:93:6A:52:A0:58:B5:0B:9B:C4:92:A2:23:27:5C:D5:11:50
a=setup:actpass
a=mid:1
a=extmap:12 urn:ietf:params:rtp-hdrext:ssrc-audio-level
a=extmap:2 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time
a=extmap:4 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01
a=extmap:9 urn:ietf:params:rtp-hdrext:sdes:mid
a=sendonly
a=msid:- 26539a4a-6468-4bc5-a48a-5e528ff9d831
a=rtcp-mux
a=rtcp-rsize
a=rtcp-xr:rcvr-rtt=all
a=rtpmap:111 opus/48000/2
a=rtcp-fb:111 transport-cc
a=fmtp:111 minptime=10;useinbandfec=1
a=ssrc:4043899521 cname:4TJUH1rmcJdtJKvk
a=ssrc:4043899521 msid:- 26539a4a-6468-4bc5-a48a-5e528ff9d831
`;

/** What OBS offers: H.264 and Opus, one stream each, nothing else. */
export const ENCODER_OFFER = `v=0
o=rtc 4158491451 0 IN IP4 127.0.0.1
s=-
t=0 0
a=group:BUNDLE 0 1
a=group:LS 0 1
a=msid-semantic:WMS *
a=setup:actpass
a=ice-ufrag:Wk2d
a=ice-pwd:IRqa9IhBwZHFrtHtBkKSaQ
a=ice-options:ice2,trickle
a=fingerprint:sha-256 8D:90:5E:5B:A9:CA:D2:8A:49:C9:29:86:6C:BE:1F:93:6A:52:A0:58:B5:0B:9B:C4:92:A2:23:27:5C:D5:11:50
m=audio 9 UDP/TLS/RTP/SAVPF 111
c=IN IP4 0.0.0.0
a=mid:0
a=sendonly
a=ssrc:2891283 cname:qXkAkH9p2S
a=ssrc:2891283 msid:Y9k2 Y9k2-audio
a=msid:Y9k2 Y9k2-audio
a=rtcp-mux
a=rtpmap:111 opus/48000/2
a=fmtp:111 minptime=10;maxaveragebitrate=96000;stereo=1;sprop-stereo=1;useinbandfec=1
m=video 9 UDP/TLS/RTP/SAVPF 96
c=IN IP4 0.0.0.0
a=mid:1
a=sendonly
a=ssrc:2891284 cname:qXkAkH9p2S
a=ssrc:2891284 msid:Y9k2 Y9k2-video
a=msid:Y9k2 Y9k2-video
a=rtcp-mux
a=rtpmap:96 H264/90000
a=rtcp-fb:96 nack
a=rtcp-fb:96 nack pli
a=rtcp-fb:96 goog-remb
a=fmtp:96 profile-level-id=42e01f;packetization-mode=1;level-asymmetry-allowed=1
`;

/** What a browser offers that wants to watch. */
export const PLAYER_OFFER = BROWSER_OFFER.replaceAll('a=sendonly', 'a=recvonly').replace(
  /a=(rid|simulcast|ssrc|msid):.*\n/g,
  '',
);
