import { createServer, connect as dial, type Socket } from 'node:net';

/** A wire between a client and a house that can be cut. */
export type Wire = {
  url: string;
  /** Breaks every connection that runs over it, without a goodbye; new ones are let through at once. */
  cut(): void;
  close(): void;
};

/** Lays a wire to a port of this machine. */
export async function layWire(port: number): Promise<Wire> {
  const sockets = new Set<Socket>();
  const track = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('error', () => {}).once('close', () => sockets.delete(socket));
  };
  const server = createServer((near) => {
    const far = track(dial(port, '127.0.0.1'));
    track(near).pipe(far).pipe(near);
    near.once('close', () => far.destroy());
    far.once('close', () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const cut = () => {
    for (const socket of [...sockets]) socket.resetAndDestroy();
  };
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    cut,
    close() {
      cut();
      server.close();
    },
  };
}
