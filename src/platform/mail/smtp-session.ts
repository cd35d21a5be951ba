import SMTPConnection, { type SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';
import { CountedBody } from './counted-body.js';
import type { Envelope, HandOver, MailConnection, SmtpPhase } from './hand-over.js';
import type { RelaySettings } from './relay-settings.js';

/** How long the final reply may take (RFC 5321 §4.5.3.2.6). */
export const FINAL_REPLY_MS = 600_000;
const CONNECT_MS = 30_000;

/** The connection could not be made, or the server would not have us. */
export class RelayUnreachable extends Error {
  constructor(
    readonly phase: SmtpPhase,
    /** What the server said, if it said anything. */
    readonly reply: string | null,
    cause: string,
  ) {
    super(cause);
    this.name = 'RelayUnreachable';
  }
}

/** One SMTP connection, used for one message after another. */
export class SmtpSession implements MailConnection {
  private alive = true;
  private carried = false;
  private cutPending: (() => void) | undefined;
  private readonly utf8: boolean;

  private constructor(
    private readonly connection: SMTPConnection,
    ehlo: string,
  ) {
    this.utf8 = /^250[ -]SMTPUTF8\b/im.test(ehlo);
    const dead = () => {
      this.alive = false;
    };
    connection.on('error', dead);
    connection.on('end', dead);
  }

  /** Connects, takes TLS as the settings ask, and signs in. Throws RelayUnreachable. */
  static async open(relay: RelaySettings, name: string): Promise<SmtpSession> {
    const connection = new SMTPConnection(optionsOf(relay, name));
    connection.on('error', () => undefined);
    const ehlo = await new Promise<string>((resolve, reject) => {
      const fail = (error: Error | null | undefined) => {
        reject(unreachable('connect', error));
      };
      connection.once('error', fail);
      connection.connect((error) => {
        connection.removeListener('error', fail);
        if (error) fail(error);
        else resolve(connection.lastServerResponse || '');
      });
    });
    const session = new SmtpSession(connection, ehlo);
    if (relay.user !== undefined) await session.signIn(relay.user, relay.password ?? '');
    return session;
  }

  get usable(): boolean {
    return this.alive;
  }

  get hasCarried(): boolean {
    return this.carried;
  }

  send(envelope: Envelope, mail: Buffer): Promise<HandOver> {
    if (isInternational(envelope) && !this.utf8) return Promise.resolve({ ended: 'needs-smtputf8' });
    if (!this.alive)
      return Promise.resolve({ ended: 'broken', phase: 'mail', cause: 'the connection is closed' });
    const body = new CountedBody(mail);
    return new Promise((resolve) => {
      this.cutPending = () => {
        resolve(failure(new Error('the connection was cut'), body));
      };
      const address = { from: envelope.from, to: [envelope.to], size: mail.length };
      this.connection.send(address, body, (error, info) => {
        this.cutPending = undefined;
        const ended = error ? failure(error, body) : success(info.response, body);
        if (ended.ended === 'accepted') this.carried = true;
        const clean = ended.ended === 'accepted' || (ended.ended === 'refused' && isClean(ended.phase, body));
        if (!clean) this.cut();
        if (ended.ended !== 'refused' || !clean) resolve(ended);
        else
          this.reset(() => {
            resolve(ended);
          });
      });
    });
  }

  close(): void {
    if (this.cutPending) {
      this.cut();
      return;
    }
    if (!this.alive) return;
    this.alive = false;
    this.connection.quit();
    this.connection.close();
  }

  /** Ends the connection in the middle of whatever it does. */
  private cut(): void {
    this.alive = false;
    this.connection.close();
    this.cutPending?.();
    this.cutPending = undefined;
  }

  /** After a refusal the server may still hold half a transaction (RFC 5321 §4.1.1.5). */
  private reset(done: () => void): void {
    if (!this.alive) {
      done();
      return;
    }
    this.connection.once('end', done);
    this.connection.reset((error) => {
      this.connection.removeListener('end', done);
      if (error) this.close();
      done();
    });
  }

  private signIn(user: string, pass: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const fail = (error: Error) => {
        this.close();
        reject(unreachable('auth', error));
      };
      this.connection.once('error', fail);
      this.connection.login({ credentials: { user, pass }, user, pass }, (error) => {
        this.connection.removeListener('error', fail);
        if (error) fail(error);
        else resolve();
      });
    });
  }
}

function optionsOf(relay: RelaySettings, name: string): SMTPConnectionOptions {
  return {
    host: relay.host,
    port: relay.port,
    secure: relay.implicitTls,
    requireTLS: relay.tls === 'required' && !relay.implicitTls,
    ignoreTLS: relay.tls === 'never',
    name,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: FINAL_REPLY_MS,
    // A certificate of this machine's own relay is nobody else's business.
    ...(relay.tls === 'optional' && !relay.implicitTls ? { tls: { rejectUnauthorized: false } } : {}),
  };
}

interface SmtpFailure extends Error {
  readonly response?: unknown;
  readonly command?: unknown;
}

function replyOf(error: SmtpFailure | null | undefined): string | null {
  return typeof error?.response === 'string' && /^\d{3}/.test(error.response) ? error.response : null;
}

function unreachable(phase: SmtpPhase, error: Error | null | undefined): RelayUnreachable {
  return new RelayUnreachable(phase, replyOf(error), error?.message ?? 'the connection failed');
}

function phaseOf(error: SmtpFailure, body: CountedBody): SmtpPhase {
  if (error.command === 'RCPT TO') return 'rcpt';
  if (error.command === 'MAIL FROM') return 'mail';
  if (error.command === 'DATA') return body.readableDidRead ? 'body' : 'data';
  return body.readableDidRead ? 'body' : 'mail';
}

function failure(error: SmtpFailure, body: CountedBody): HandOver {
  const phase = phaseOf(error, body);
  const reply = replyOf(error);
  if (reply && /^[45]/.test(reply)) return { ended: 'refused', phase, reply };
  if (body.wasReadToItsEnd) return { ended: 'unanswered', cause: error.message };
  return { ended: 'broken', phase, cause: error.message };
}

function success(reply: string, body: CountedBody): HandOver {
  if (body.wasReadToItsEnd) return { ended: 'accepted', reply };
  return { ended: 'unanswered', cause: `the server answered before the end: ${reply}` };
}

/** A refusal in the middle of the body leaves the connection in the middle of it. */
function isClean(phase: SmtpPhase, body: CountedBody): boolean {
  return phase !== 'body' || body.wasReadToItsEnd;
}

function isInternational({ from, to }: Envelope): boolean {
  return /[^\0-\x7f]/.test(from) || /[^\0-\x7f]/.test(to);
}
