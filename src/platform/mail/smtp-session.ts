import type { Socket } from 'node:net';
import SMTPConnection, { type SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';
import type { Envelope, HandOver, MailConnection, SmtpPhase, Upcoming } from './hand-over.js';
import type { RelaySettings } from './relay-settings.js';
import { type Extensions, extensionsOf, isInternational } from './smtp-commands.js';
import { GroupHabits, SmtpDialogue } from './smtp-dialogue.js';

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
  private readonly dialogue: SmtpDialogue;

  private constructor(
    private readonly connection: SMTPConnection,
    private readonly offered: Extensions,
    habits: GroupHabits,
    socket: Socket,
  ) {
    // From here on the replies are ours: nodemailer made the connection, the mails go by our own dialogue.
    socket.removeAllListeners('data');
    this.dialogue = new SmtpDialogue(socket, offered, habits, () => {
      this.cut('the server broke off');
    });
    const dead = (error?: Error) => {
      this.alive = false;
      this.dialogue.broke(error?.message ?? 'the connection was closed');
    };
    connection.on('error', dead);
    connection.on('end', () => {
      dead();
    });
  }

  /** Connects, takes TLS as the settings ask, and signs in. Throws RelayUnreachable. */
  static async open(relay: RelaySettings, name: string, habits = new GroupHabits()): Promise<SmtpSession> {
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
    if (relay.user !== undefined) await signIn(connection, relay.user, relay.password ?? '');
    const socket = connection._socket;
    if (!socket) throw new RelayUnreachable('connect', null, 'the connection was closed');
    return new SmtpSession(connection, extensionsOf(ehlo), habits, socket);
  }

  get usable(): boolean {
    return this.alive;
  }

  get hasCarried(): boolean {
    return this.carried;
  }

  get announced(): Envelope | undefined {
    return this.dialogue.announced;
  }

  async send(envelope: Envelope, mail: Buffer, next?: Upcoming): Promise<HandOver> {
    if (!this.canCarry(envelope)) return { ended: 'needs-smtputf8' };
    if (!this.alive) return { ended: 'broken', phase: 'mail', cause: 'the connection is closed' };
    // A connection that carried a mail can be made anew at once if the server does not like what is announced.
    const ahead = next && this.carried && this.canCarry(next.envelope) ? next : undefined;
    const ended = await this.dialogue.send(envelope, mail, ahead);
    if (ended.ended === 'accepted') this.carried = true;
    else if (ended.ended !== 'refused') this.cut('the connection was cut');
    return ended;
  }

  close(): void {
    if (!this.alive) return;
    if (this.dialogue.busy) {
      this.cut('the connection was cut');
      return;
    }
    this.alive = false;
    this.connection.quit();
    this.connection.close();
  }

  private canCarry({ from, to }: Envelope): boolean {
    return this.offered.utf8 || !(isInternational(from) || isInternational(to));
  }

  /** Ends the connection in the middle of whatever it does. */
  private cut(cause: string): void {
    this.alive = false;
    this.connection.close();
    this.dialogue.broke(cause);
  }
}

function signIn(connection: SMTPConnection, user: string, pass: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => {
      connection.close();
      reject(unreachable('auth', error));
    };
    connection.once('error', fail);
    connection.login({ credentials: { user, pass }, user, pass }, (error) => {
      connection.removeListener('error', fail);
      if (error) fail(error);
      else resolve();
    });
  });
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
}

function replyOf(error: SmtpFailure | null | undefined): string | null {
  return typeof error?.response === 'string' && /^\d{3}/.test(error.response) ? error.response : null;
}

function unreachable(phase: SmtpPhase, error: Error | null | undefined): RelayUnreachable {
  return new RelayUnreachable(phase, replyOf(error), error?.message ?? 'the connection failed');
}
