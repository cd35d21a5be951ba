import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { SinkBehaviour } from './sink-behaviour.js';
import { SinkConversation, type SinkRecords } from './sink-conversation.js';

export type { SinkBehaviour } from './sink-behaviour.js';

/** One message as the sink took it. */
export interface SunkMail {
  readonly from: string;
  readonly to: string;
  readonly messageId: string;
  /** As it came, one character for each octet, dots unstuffed. */
  readonly source: string;
}

/** A recording SMTP server on loopback, written by hand so that it can misbehave at every step. */
export interface SmtpSink {
  readonly url: string;
  readonly port: number;
  /** What it took responsibility for, whether or not it could say so. */
  readonly mails: SunkMail[];
  /** Message-IDs in the order in which their final 250 was said. */
  readonly accepted: readonly string[];
  /** The most connections that were open at once. */
  readonly peak: () => number;
  /** Who has mails that came whole and wait for their reply: their names in EHLO, one for each mail. */
  readonly inTheAir: () => readonly string[];
  /** Connections that are open now. */
  readonly open: () => number;
  readonly commands: string[];
  behave(behaviour: SinkBehaviour): void;
  close(): Promise<void>;
}

/** Starts a sink on a free port of loopback, or of another address of this machine. */
export async function smtpSink(behaviour: SinkBehaviour = {}, host = '127.0.0.1'): Promise<SmtpSink> {
  const records: SinkRecords = {
    mails: [],
    accepted: [],
    commands: [],
    tries: new Map(),
    dropped: 0,
    late: new Set(),
    behaviour,
  };
  const sockets = new Set<Socket>();
  let peak = 0;
  const server = createServer((socket) => {
    const conversation = new SinkConversation(socket, records, sockets.size);
    sockets.add(socket);
    peak = Math.max(peak, sockets.size);
    socket.on('close', () => sockets.delete(socket));
    conversation.greet();
  });
  server.listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://${host}:${port}`,
    port,
    mails: records.mails,
    accepted: records.accepted,
    commands: records.commands,
    peak: () => peak,
    inTheAir: () => [...records.late].map(({ client }) => client),
    open: () => sockets.size,
    behave: (next) => {
      records.behaviour = next;
      records.tries.clear();
      records.dropped = 0;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
