import { createServer, type Socket } from 'node:net';

/**
 * A mail server that accepts everything and notes when, in a process of its own. Argument: the port. It answers a
 * message from its parent with what it accepted: recipient and time (ms since 1970) of each mail.
 */
const accepted: [string, number][] = [];

createServer((socket) => {
  socket.setNoDelay(true);
  socket.on('error', () => undefined);
  socket.write('220 sink ESMTP\r\n');
  converse(socket);
}).listen(Number(process.argv[2]), '127.0.0.1', () => process.send?.('ready'));

process.on('message', (asked) => {
  process.send?.(asked === 'count' ? accepted.length : accepted);
});

function converse(socket: Socket): void {
  let buffer = '';
  let recipient = '';
  let inBody = false;
  socket.on('data', (chunk) => {
    buffer += chunk.toString('latin1');
    for (;;) {
      const mark = inBody ? '\r\n.\r\n' : '\r\n';
      const end = buffer.indexOf(mark);
      if (end < 0) return;
      const line = buffer.slice(0, end);
      buffer = buffer.slice(end + mark.length);
      if (inBody) {
        accepted.push([recipient, performance.timeOrigin + performance.now()]);
        inBody = false;
        socket.write('250 2.0.0 Ok\r\n');
        continue;
      }
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'RCPT') recipient = /<([^>]*)>/.exec(line)?.[1] ?? '';
      inBody = verb === 'DATA';
      socket.write(answerTo(verb));
      if (verb === 'QUIT') socket.end();
    }
  });
}

function answerTo(verb: string): string {
  if (verb === 'EHLO') return '250-sink\r\n250-PIPELINING\r\n250-SMTPUTF8\r\n250 8BITMIME\r\n';
  if (verb === 'DATA') return '354 go on\r\n';
  return verb === 'QUIT' ? '221 bye\r\n' : '250 Ok\r\n';
}
