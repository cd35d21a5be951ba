import { createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** One message as the sink took it. */
export interface SunkMail {
  readonly from: string;
  readonly to: string;
  readonly messageId: string;
  readonly source: string;
}

/** What the sink answers; each may depend on the recipient and on how often that recipient was tried. */
export interface SinkBehaviour {
  /** EHLO keywords. */
  readonly extensions?: readonly string[];
  readonly greeting?: string;
  /** A reply other than 250 to MAIL FROM. */
  readonly mail?: (from: string) => string | undefined;
  /** A reply other than 250 to RCPT TO, or `drop` to cut the connection. */
  readonly rcpt?: (to: string, tries: number) => string | undefined;
  /** After the final dot: a reply other than 250; `drop` cuts the connection instead of answering; `drop-before` does not keep the mail. */
  readonly dot?: (to: string, tries: number) => string | undefined;
  /** Cuts the connection once so many bytes of a body came. */
  readonly dropBodyAfter?: number;
  /** Waits before the final reply, in ms. */
  readonly delayMs?: number;
}

/** A recording SMTP server on loopback, written by hand so that it can misbehave at every step. */
export interface SmtpSink {
  readonly url: string;
  readonly port: number;
  readonly mails: SunkMail[];
  /** The most connections that were open at once. */
  readonly peak: () => number;
  /** Connections that are open now. */
  readonly open: () => number;
  readonly commands: string[];
  behave(behaviour: SinkBehaviour): void;
  close(): Promise<void>;
}

/** Starts a sink on a free port. */
export async function smtpSink(behaviour: SinkBehaviour = {}): Promise<SmtpSink> {
  const mails: SunkMail[] = [];
  const commands: string[] = [];
  const tries = new Map<string, number>();
  const sockets = new Set<Socket>();
  let peak = 0;
  let current = behaviour;
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    peak = Math.max(peak, sockets.size);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    socket.setNoDelay(true);
    serve(socket, () => current, { mails, commands, tries });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    mails,
    commands,
    peak: () => peak,
    open: () => sockets.size,
    behave: (next) => {
      current = next;
      tries.clear();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

interface Records {
  readonly mails: SunkMail[];
  readonly commands: string[];
  readonly tries: Map<string, number>;
}

function serve(socket: Socket, behaviour: () => SinkBehaviour, records: Records): void {
  let buffer = '';
  let inBody = false;
  let from = '';
  let to = '';
  const say = (line: string) => {
    if (line === 'drop') socket.destroy();
    else socket.write(`${line}\r\n`);
  };
  const finish = (source: string) => {
    const { dot, delayMs } = behaviour();
    const answer = dot?.(to, records.tries.get(to) ?? 0);
    const taken = answer === undefined || answer.startsWith('2') || answer === 'drop';
    if (taken) {
      const messageId = /^Message-ID: (\S+)/im.exec(source)?.[1] ?? '';
      records.mails.push({ from, to, messageId, source });
    }
    const reply =
      answer === 'drop-before' ? 'drop' : (answer ?? `250 2.0.0 Ok: queued as Q${records.mails.length}`);
    if (delayMs) setTimeout(say, delayMs, reply).unref();
    else say(reply);
  };
  const command = (line: string) => {
    records.commands.push(line);
    const { extensions = ['PIPELINING', '8BITMIME', 'SMTPUTF8'], mail, rcpt } = behaviour();
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO') {
      const lines = ['sink', ...extensions];
      say(lines.map((text, at) => `250${at === lines.length - 1 ? ' ' : '-'}${text}`).join('\r\n'));
    } else if (verb === 'MAIL') {
      from = /<([^>]*)>/.exec(line)?.[1] ?? '';
      to = '';
      say(mail?.(from) ?? '250 2.1.0 Ok');
    } else if (verb === 'RCPT') {
      const wanted = /<([^>]*)>/.exec(line)?.[1] ?? '';
      const count = (records.tries.get(wanted) ?? 0) + 1;
      records.tries.set(wanted, count);
      const answer = rcpt?.(wanted, count);
      if (answer === undefined) to = wanted;
      say(answer ?? '250 2.1.5 Ok');
    } else if (verb === 'DATA') {
      if (to === '') say('503 5.5.1 no valid recipients');
      else {
        inBody = true;
        say('354 go on');
      }
    } else if (verb === 'QUIT') {
      say('221 2.0.0 bye');
      socket.end();
    } else say('250 2.0.0 Ok');
  };
  say(behaviour().greeting ?? '220 sink ESMTP');
  socket.on('data', (chunk) => {
    buffer += chunk.toString('utf8');
    for (;;) {
      if (inBody) {
        const { dropBodyAfter } = behaviour();
        if (dropBodyAfter !== undefined && buffer.length > dropBodyAfter) {
          socket.destroy();
          return;
        }
        const end = buffer.startsWith('.\r\n') ? 0 : buffer.indexOf('\r\n.\r\n');
        if (end < 0) return;
        const source = buffer.slice(0, end + 2).replace(/^\.\./gm, '.');
        buffer = buffer.slice(end === 0 ? 3 : end + 5);
        inBody = false;
        finish(source);
      } else {
        const end = buffer.indexOf('\r\n');
        if (end < 0) return;
        const line = buffer.slice(0, end);
        buffer = buffer.slice(end + 2);
        command(line);
      }
    }
  });
}
