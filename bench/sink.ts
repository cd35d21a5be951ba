import { createServer, type Socket } from 'node:net';

/**
 * A mail server that accepts everything and notes when, in a process of its own. Arguments: the port, and the
 * milliseconds it waits before each answer. It answers a message from its parent with what it accepted: recipient, time
 * (ms since 1970) and Message-ID of each mail; `forget` makes it begin anew.
 */
const accepted: [string, number, string][] = [];
const delay = Number(process.argv[3] ?? 0);
let open = 0;
let mostOpen = 0;
let example = '';

createServer((socket) => {
  socket.setNoDelay(true);
  socket.on('error', () => undefined);
  mostOpen = Math.max(mostOpen, (open += 1));
  socket.on('close', () => (open -= 1));
  socket.write('220 sink ESMTP\r\n');
  converse(socket);
}).listen(Number(process.argv[2]), '127.0.0.1', () => process.send?.('ready'));

process.on('message', (asked) => {
  if (asked === 'forget') {
    accepted.length = 0;
    mostOpen = open;
    process.send?.('ready');
  } else if (asked === 'count') process.send?.(accepted.length);
  else if (asked === 'span') process.send?.(span());
  else process.send?.(accepted);
});

/** How many came, in how many milliseconds from the first to the last, over how many connections, and what one was. */
function span(): { mails: number; ms: number; connections: number; example: string } {
  const ms = (accepted.at(-1)?.[1] ?? 0) - (accepted[0]?.[1] ?? 0);
  return { mails: accepted.length, ms, connections: mostOpen, example };
}

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
        accepted.push([recipient, performance.timeOrigin + performance.now(), messageIdOf(line)]);
        example = line;
        inBody = false;
        say(socket, '250 2.0.0 Ok\r\n');
        continue;
      }
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'RCPT') recipient = /<([^>]*)>/.exec(line)?.[1] ?? '';
      inBody = verb === 'DATA';
      say(socket, answerTo(verb));
      if (verb === 'QUIT') socket.end();
    }
  });
}

function say(socket: Socket, answer: string): void {
  if (delay === 0) socket.write(answer);
  else setTimeout(() => socket.write(answer), delay);
}

function messageIdOf(mail: string): string {
  const at = mail.indexOf('\nMessage-ID: ');
  return at < 0 ? '' : mail.slice(at + 13, mail.indexOf('\r', at));
}

function answerTo(verb: string): string {
  if (verb === 'EHLO') return '250-sink\r\n250-PIPELINING\r\n250-SMTPUTF8\r\n250 8BITMIME\r\n';
  if (verb === 'DATA') return '354 go on\r\n';
  return verb === 'QUIT' ? '221 bye\r\n' : '250 Ok\r\n';
}
