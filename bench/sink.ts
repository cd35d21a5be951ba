import { createServer, type Socket } from 'node:net';

/**
 * A mail server that accepts everything and notes when, in a process of its own. Arguments: the port, and the
 * milliseconds it waits before each answer. It answers a message from its parent with what it accepted: recipient, time
 * (ms since 1970) and Message-ID of each mail; `forget` makes it begin anew. What answers a group of commands goes out as
 * one, as RFC 2920 §3.2 says and as servers do that flush when they have read all there is. It shares the machine with
 * what is measured, so it looks at bytes where they lie and makes texts of commands alone.
 */
const accepted: [string, number, string][] = [];
const delay = Number(process.argv[3] ?? 0);
let open = 0;
let mostOpen = 0;
let example = '';

const LINE_END = Buffer.from('\r\n');
const END = Buffer.from('\r\n.\r\n');
const MESSAGE_ID = Buffer.from('\nMessage-ID: ');

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
    example = '';
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
  let rest: Buffer | undefined;
  let recipient = '';
  let inBody = false;
  socket.on('data', (chunk: Buffer) => {
    const bytes = rest ? Buffer.concat([rest, chunk]) : chunk;
    rest = undefined;
    let answers = '';
    for (let at = 0; at < bytes.length;) {
      const mark = inBody ? END : LINE_END;
      const end = bytes.indexOf(mark, at);
      if (end < 0) {
        rest = bytes.subarray(at);
        break;
      }
      if (inBody) {
        accept(recipient, bytes.subarray(at, end));
        inBody = false;
        answers += '250 2.0.0 Ok\r\n';
      } else {
        const line = bytes.toString('latin1', at, end);
        const verb = line.slice(0, 4).toUpperCase();
        if (verb === 'RCPT') recipient = /<([^>]*)>/.exec(line)?.[1] ?? '';
        inBody = verb === 'DATA';
        answers += answerTo(verb);
        if (verb === 'QUIT') socket.end(answers);
      }
      at = end + mark.length;
    }
    if (answers !== '' && socket.writable) say(socket, answers);
  });
}

function accept(recipient: string, mail: Buffer): void {
  const at = mail.indexOf(MESSAGE_ID);
  const from = at + MESSAGE_ID.length;
  const messageId = at < 0 ? '' : mail.toString('latin1', from, mail.indexOf('\r', from));
  accepted.push([recipient, performance.timeOrigin + performance.now(), messageId]);
  if (example === '') example = mail.toString('latin1');
}

function say(socket: Socket, answers: string): void {
  if (delay === 0) socket.write(answers);
  else setTimeout(() => socket.write(answers), delay);
}

function answerTo(verb: string): string {
  if (verb === 'EHLO') return '250-sink\r\n250-PIPELINING\r\n250-SMTPUTF8\r\n250 8BITMIME\r\n';
  if (verb === 'DATA') return '354 go on\r\n';
  return verb === 'QUIT' ? '221 bye\r\n' : '250 Ok\r\n';
}
