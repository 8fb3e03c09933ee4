import type { types } from 'mediasoup-client';
import type { VoiceTransport } from '../../shared/wire/voice.ts';
import type { Link } from '../net/link.ts';

/** What this browser can send and play, loaded once for both directions. */
export type VoiceDevice = () => Promise<types.Device>;

/** Milliseconds between two tries after the media side refused. */
export const RETRY_MS = 400;

/** A device that is loaded when it is first asked for; every router of the house has the same codecs. */
export function voiceDevice(link: Link): VoiceDevice {
  let loading: Promise<types.Device> | undefined;
  const load = async (): Promise<types.Device> => {
    const { Device } = await import('mediasoup-client');
    const device = new Device();
    const { rtpCapabilities } = await link.request('voice.capabilities', {});
    await device.load({ routerRtpCapabilities: rtpCapabilities as types.RtpCapabilities });
    return device;
  };
  return () => {
    loading ??= load().catch((error) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}

/** Builds a transport in one direction and joins it to the room's signalling; `onFailed` when its connection is lost. */
export function openTransport(
  link: Link,
  device: types.Device,
  direction: 'send' | 'receive',
  offer: VoiceTransport,
  onFailed: () => void,
): types.Transport {
  const make = direction === 'send' ? device.createSendTransport : device.createRecvTransport;
  const transport = make.call(device, offer as never);
  transport.on('connect', ({ dtlsParameters }, done, failed) => {
    link
      .request('voice.connect', { transportId: transport.id, dtlsParameters: dtlsParameters as never })
      .then(() => done(), failed);
  });
  transport.on('connectionstatechange', (state) => {
    if (state === 'failed') onFailed();
  });
  return transport;
}
