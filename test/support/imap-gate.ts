import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A wire to an IMAP server that may be cut or frozen at a chosen moment. */
export interface ImapGate {
  readonly port: number;
  /** Clients at the wire now. */
  readonly open: () => number;
  /** How many there ever were. */
  readonly seen: () => number;
  /** Cuts the connection once so many bytes of the next answer to BODY came; only once. */
  cutNextBodyAfter(bytes: number): void;
  /** Freezes at the next command with this word, which the server never gets; resolves when it came. */
  freezeAt(word: string): Promise<void>;
  /** Everything clients said, but for logins. */
  readonly said: string[];
  close(): Promise<void>;
}

/** Opens a wire to a server on loopback. */
export async function imapGate(serverPort: number): Promise<ImapGate> {
  const sockets = new Set<Socket>();
  const said: string[] = [];
  let seen = 0;
  let clients = 0;
  let cutAfter: number | undefined;
  let frozenAt: { word: string; came: () => void } | undefined;

  const server = createServer((client) => {
    seen += 1;
    clients += 1;
    const upstream = connect(serverPort, '127.0.0.1');
    let left = Infinity;
    let frozen = false;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    }
    client.on('close', () => {
      clients -= 1;
      upstream.destroy();
    });
    upstream.on('close', () => client.destroy());
    client.on('data', (chunk: Buffer) => {
      const text = chunk.toString('latin1');
      if (!/LOGIN|AUTHENTICATE/i.test(text)) said.push(text);
      if (frozenAt && text.includes(frozenAt.word)) {
        frozen = true;
        frozenAt.came();
        frozenAt = undefined;
      }
      if (frozen) return;
      if (cutAfter !== undefined && text.includes('BODY')) {
        left = cutAfter;
        cutAfter = undefined;
      }
      upstream.write(chunk);
    });
    upstream.on('data', (chunk: Buffer) => {
      if (frozen) return;
      client.write(chunk.subarray(0, left));
      left -= chunk.length;
      if (left <= 0) client.destroySoon();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    port: (server.address() as AddressInfo).port,
    open: () => clients,
    seen: () => seen,
    said,
    cutNextBodyAfter(bytes) {
      cutAfter = bytes;
    },
    freezeAt: (word) =>
      new Promise((came) => {
        frozenAt = { word, came };
      }),
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
