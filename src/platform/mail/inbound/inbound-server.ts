import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';
import { faultOf, type Log } from '../../config/log.js';
import { isBrokenUnsubscribe } from '../unsubscribe-address.js';
import { LARGEST_BYTES } from './inbound-report.js';

/** Where mail is taken in: as a mail exchanger (SMTP), or handed over by a mail server beside us (LMTP, RFC 2033). */
export interface InboundListen {
  readonly protocol: 'smtp' | 'lmtp';
  readonly host: string;
  readonly port: number;
}

/** A mail with its envelope; the sender of a bounce is empty. */
export interface EnvelopedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: Buffer;
}

/** Takes one mail; it is refused for now when this rejects, so that the sender tries again. */
export type TakeEnveloped = (mail: EnvelopedMail) => Promise<void>;

const MOST_RECIPIENTS = 10;
const MOST_CLIENTS = 50;
const IDLE_MS = 60_000;

/** An SMTP or LMTP server for the domains that are ours and for nothing else; it relays nothing and keeps nothing. */
export class InboundServer {
  private readonly server: SMTPServer;

  constructor(
    private readonly where: InboundListen,
    /** Lower-case domains whose addresses are taken. */
    domains: readonly string[],
    take: TakeEnveloped,
    log: Log,
  ) {
    this.server = new SMTPServer({
      lmtp: where.protocol === 'lmtp',
      disabledCommands: ['AUTH', 'STARTTLS'],
      authOptional: true,
      disableReverseLookup: true,
      size: LARGEST_BYTES,
      maxClients: MOST_CLIENTS,
      socketTimeout: IDLE_MS,
      onRcptTo: ({ address }, session, done) => {
        if (session.envelope.rcptTo.length >= MOST_RECIPIENTS)
          done(refusal(452, '4.5.3 too many recipients'));
        else if (!domains.includes(domainOf(address))) done(refusal(550, '5.7.1 relaying is not allowed'));
        else if (isBrokenUnsubscribe(address)) done(refusal(550, '5.1.1 there is no such address'));
        else done();
      },
      onData: (stream, session, done) => {
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom ? mailFrom.address : '';
        const to = rcptTo.map(({ address }) => address);
        receive(stream, (raw) => take({ from, to, raw })).then(
          (taken) => {
            done(taken ? undefined : refusal(552, '5.3.4 the message is too large'));
          },
          (error: unknown) => {
            log.error(faultOf(error), 'a mail that came in could not be taken');
            done(refusal(451, '4.3.0 try again later'));
          },
        );
      },
    });
    this.server.on('error', (error) => {
      log.warn(faultOf(error), 'the inbound mail server lost a connection');
    });
  }

  /** Resolves with the port once it listens; rejects where the address cannot be had. */
  async listen(): Promise<number> {
    const server = this.server.listen(this.where.port, this.where.host);
    await once(server, 'listening');
    return (this.server.server.address() as AddressInfo).port;
  }

  /** Ends the connections at hand within a moment. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(resolve);
    });
  }
}

/** False: it is larger than what is taken, and was read to its end for nothing. */
async function receive(stream: SMTPServerDataStream, take: (raw: Buffer) => Promise<void>): Promise<boolean> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += (chunk as Buffer).length;
    if (size <= LARGEST_BYTES) chunks.push(chunk as Buffer);
  }
  if (stream.sizeExceeded || size > LARGEST_BYTES) return false;
  await take(Buffer.concat(chunks));
  return true;
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

function refusal(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}
