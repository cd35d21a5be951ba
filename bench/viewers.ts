import { connect, type Socket } from 'node:net';
import { AnswerReader } from './answer-reader.js';
import { pause } from './process.js';

/**
 * Looks at a page so many times a second, whatever the answers take, in a process of its own. Arguments: the address and
 * the rate. Says on SIGTERM how many were answered 200 and how many were not, as JSON. Over plain connections: what asks
 * shares the processor with what is measured.
 */
const [address = '', rate = ''] = process.argv.slice(2);
const { hostname, port, host, pathname } = new URL(address);
const request = Buffer.from(`GET ${pathname} HTTP/1.1\r\nhost: ${host}\r\n\r\n`);
const CONNECTIONS = 50;
const idle: Socket[] = [];
const asked = new Set<Socket>();
const seen = { answered: 0, failed: 0, underWay: 0 };
const ending = new AbortController();
process.once('SIGTERM', () => {
  ending.abort();
});

let due = 0;
for (let number = 0; number < CONNECTIONS; number += 1) open();
const began = performance.now();
for (let counted = 0; !ending.signal.aborted;) {
  const now = Math.floor(((performance.now() - began) / 1_000) * Number(rate));
  // Who cannot be served at once waits outside: a machine that is too slow is seen in the number of answers.
  due = Math.min(due + now - counted, 2_000);
  counted = now;
  while (due > 0 && idle.length > 0) look(idle.pop());
  await pause(5);
}
while (seen.underWay > 0) await pause(20);
process.stdout.write(JSON.stringify(seen));
process.exit(0);

function open(): void {
  const socket = connect({ host: hostname, port: Number(port), noDelay: true }, () => idle.push(socket));
  const reader = new AnswerReader((status) => {
    seen.underWay -= 1;
    seen[status === 200 ? 'answered' : 'failed'] += 1;
    asked.delete(socket);
    if (due > 0 && !ending.signal.aborted) look(socket);
    else idle.push(socket);
  });
  socket.on('data', (bytes: Buffer) => {
    reader.read(bytes);
  });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    idle.splice(0, idle.length, ...idle.filter((one) => one !== socket));
    if (asked.delete(socket)) {
      seen.underWay -= 1;
      seen.failed += 1;
    }
    if (!ending.signal.aborted) setTimeout(open, 20);
  });
}

function look(socket: Socket | undefined): void {
  if (!socket) return;
  due -= 1;
  seen.underWay += 1;
  asked.add(socket);
  socket.write(request);
}
