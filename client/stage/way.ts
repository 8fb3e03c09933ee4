import type { types } from 'mediasoup-client';
import type { Link } from '../net/link.ts';

/** Milliseconds between two tries after the media side refused. */
export const RETRY_MS = 400;
/** Milliseconds for which a broken path may mend by itself before ICE is restarted. */
const MEND_MS = 1500;

/** A connection to the stage, or to the room's feeds, in one direction; `epoch` is the one that it belongs to. */
export type Way = { device: types.Device; transport: types.Transport; epoch: number };

/** Opens a connection and joins it to the room's signalling. A path that breaks is mended by an ICE restart; `onLost` when that does not help. */
export async function openWay(link: Link, direction: 'send' | 'receive', onLost: () => void): Promise<Way> {
  const { Device } = await import('mediasoup-client');
  const { rtpCapabilities, epoch, sendEpoch } = await link.request('stage.capabilities', {});
  const device = new Device();
  await device.load({ routerRtpCapabilities: rtpCapabilities as types.RtpCapabilities });
  const offer = await link.request('stage.transport', { direction });
  const make = direction === 'send' ? device.createSendTransport : device.createRecvTransport;
  const transport = make.call(device, offer as never);
  const transportId = transport.id;
  transport.on('connect', ({ dtlsParameters }, done, failed) => {
    link
      .request('stage.connect', { transportId, dtlsParameters: dtlsParameters as never })
      .then(() => done(), failed);
  });
  const mend = async (): Promise<void> => {
    if (transport.closed) return;
    try {
      const { iceParameters } = await link.request('stage.restartIce', { transportId });
      await transport.restartIce({ iceParameters: iceParameters as never });
    } catch {
      if (!transport.closed) onLost();
    }
  };
  let mending: ReturnType<typeof setTimeout> | undefined;
  transport.on('connectionstatechange', (state) => {
    clearTimeout(mending);
    if (transport.closed) return;
    if (state === 'failed') onLost();
    if (state === 'disconnected') mending = setTimeout(() => void mend(), MEND_MS);
  });
  return { device, transport, epoch: direction === 'send' ? sendEpoch : epoch };
}
