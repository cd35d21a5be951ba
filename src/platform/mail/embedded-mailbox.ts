import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { OnApplicationShutdown } from '@nestjs/common';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Clock } from '../../kernel/clock.js';
import { faultOf, type Log } from '../config/log.js';
import type { MailboxStore } from './mailbox-store.js';
import type { RelaySettings } from './relay-settings.js';

const LARGEST_BYTES = 26_214_400;
const CLOSE_MS = 1_000;

/** A real SMTP server on a random loopback port that keeps all mail and sends nothing on: what is tested is what would be sent. */
export class EmbeddedMailbox implements OnApplicationShutdown {
  private readonly server: SMTPServer;
  private listening: Promise<RelaySettings> | undefined;

  constructor(
    private readonly store: MailboxStore,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      size: LARGEST_BYTES,
      closeTimeout: CLOSE_MS,
      onData: (stream, session, done) => {
        this.take(stream, session).then(
          () => {
            done();
          },
          (error: unknown) => {
            this.log.error(faultOf(error), 'the embedded mailbox could not keep a mail');
            done(Object.assign(new Error('could not be stored'), { responseCode: 452 }));
          },
        );
      },
    });
    this.server.on('error', (error) => {
      this.log.warn(faultOf(error), 'the embedded mailbox lost a connection');
    });
  }

  /** Where it listens; it starts with the first call. */
  relay(): Promise<RelaySettings> {
    this.listening ??= this.listen();
    return this.listening;
  }

  async onApplicationShutdown(): Promise<void> {
    if (!this.listening) return;
    await new Promise<void>((resolve) => {
      this.server.close(resolve);
    });
  }

  private async listen(): Promise<RelaySettings> {
    const server = this.server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = this.server.server.address() as AddressInfo;
    return { host: '127.0.0.1', port, implicitTls: false, tls: 'never' };
  }

  /** Keeps what came; the server answers 250 only when this resolves. */
  private async take(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    if (stream.sizeExceeded) throw new Error('larger than the mailbox takes');
    const source = Buffer.concat(chunks);
    const end = source.indexOf('\r\n\r\n');
    const head = await PostalMime.parse(end < 0 ? source : source.subarray(0, end + 4));
    await this.store.keep(
      {
        from: head.from?.address ?? '',
        to: session.envelope.rcptTo.map(({ address }) => address),
        subject: head.subject ?? '',
        date: this.clock.now().toISOString(),
      },
      source,
    );
  }
}
