// Counts UDP packets in a process of its own. Prints its port, then its count whenever it is asked by a line on standard input.
import dgram from 'node:dgram';

let count = 0;
const socket = dgram.createSocket('udp4');
socket.on('message', () => {
  count++;
});
socket.bind(0, '127.0.0.1', () => {
  socket.setRecvBufferSize(16 * 1024 * 1024);
  process.stdout.write(`${socket.address().port}\n`);
});
process.stdin.on('data', () => process.stdout.write(`${count}\n`));
process.stdin.on('end', () => process.exit(0));
