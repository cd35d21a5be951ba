import type { Socket } from 'node:net';
import type { Envelope, HandOver, SmtpPhase } from './hand-over.js';
import { ReplyReader } from './reply-reader.js';

/** A large body goes in pieces, so that a broken connection is noticed before its end was handed over. */
const PIECE = 65_536;
const END = Buffer.from('.\r\n');
const LINE_AND_END = Buffer.from('\r\n.\r\n');
const [LF, CR, DOT] = [10, 13, 46];

/** What the server said it can do, in its answer to EHLO. */
export interface Extensions {
  readonly pipelining: boolean;
  readonly eightBit: boolean;
  readonly size: boolean;
  readonly utf8: boolean;
  readonly dsn: boolean;
}

/** Reads the answer to EHLO (RFC 5321 §4.1.1.1). */
export function extensionsOf(ehlo: string): Extensions {
  const offers = (keyword: string) => new RegExp(`^250[ -]${keyword}\\b`, 'im').test(ehlo);
  return {
    pipelining: offers('PIPELINING'),
    eightBit: offers('8BITMIME'),
    size: offers('SIZE'),
    utf8: offers('SMTPUTF8'),
    dsn: offers('DSN'),
  };
}

interface Transaction {
  readonly mail: Buffer;
  readonly resolve: (ended: HandOver) => void;
  /** Replies that are still to come before the body. */
  readonly steps: Step[];
  phase: SmtpPhase;
  refused: Extract<HandOver, { ended: 'refused' }> | undefined;
  /** Whether everything, the final dot too, was handed to the socket: only then a lost reply can mean a delivered mail. */
  bodyEnded: boolean;
}

interface Step {
  readonly phase: SmtpPhase;
  readonly command: string;
}

/**
 * One mail after another on a connection that is ready for them (RFC 5321 §3.3). Sender, recipient and DATA go in one
 * write where the server takes commands in groups (RFC 2920): a mail is then two turns with the server instead of four.
 */
export class SmtpDialogue {
  private readonly reader = new ReplyReader((reply) => {
    this.replied(reply);
  });
  private current: Transaction | undefined;
  private resetting: (() => void) | undefined;
  private over = false;

  constructor(
    private readonly socket: Socket,
    private readonly offered: Extensions,
    /** The connection cannot be used any more; whoever owns it ends it. */
    private readonly onBroken: () => void,
  ) {
    socket.on('data', (chunk: Buffer) => {
      this.reader.take(chunk);
    });
  }

  /** Whether a mail is under way. */
  get busy(): boolean {
    return this.current !== undefined;
  }

  /** Sends one mail; the connection is ready for the next, unless `onBroken` was called before it resolves. */
  async send(envelope: Envelope, mail: Buffer): Promise<HandOver> {
    const ended = await new Promise<HandOver>((resolve) => {
      const steps = this.steps(envelope, mail.length);
      this.current = { mail, resolve, steps, phase: 'mail', refused: undefined, bodyEnded: false };
      this.tell(this.offered.pipelining ? steps.map(({ command }) => command).join('') : steps[0]?.command);
    });
    // After a refusal the server may still hold half a transaction (RFC 5321 §4.1.1.5).
    if (ended.ended === 'refused' && ended.phase !== 'body' && !this.over) await this.reset();
    return ended;
  }

  /** The connection is gone: what is under way ends by how far it came. */
  broke(cause: string): void {
    const { current, resetting } = this;
    this.over = true;
    this.current = undefined;
    this.resetting = undefined;
    resetting?.();
    if (!current) return;
    if (current.refused) current.resolve(current.refused);
    else if (current.bodyEnded) current.resolve({ ended: 'unanswered', cause });
    else current.resolve({ ended: 'broken', phase: current.phase, cause });
  }

  private steps({ from, to }: Envelope, size: number): Step[] {
    const { eightBit, size: sized, utf8, dsn } = this.offered;
    const international = isInternational(from) || isInternational(to);
    const mail = [
      `MAIL FROM:<${from}>`,
      international && utf8 ? 'SMTPUTF8' : '',
      eightBit ? 'BODY=8BITMIME' : '',
      sized ? `SIZE=${size}` : '',
      // A report needs no copy of what was written to somebody (RFC 3461 §4.3).
      dsn ? 'RET=HDRS' : '',
      dsn && !international ? `ENVID=${xtext(from)}` : '',
    ];
    const rcpt = [
      `RCPT TO:<${to}>`,
      dsn ? 'NOTIFY=FAILURE,DELAY' : '',
      dsn && !international ? `ORCPT=rfc822;${xtext(to)}` : '',
    ];
    return [
      { phase: 'mail', command: lineOf(mail) },
      { phase: 'rcpt', command: lineOf(rcpt) },
      { phase: 'data', command: 'DATA\r\n' },
    ];
  }

  private replied(reply: string): void {
    const { current, resetting } = this;
    if (resetting) {
      this.resetting = undefined;
      if (!reply.startsWith('2')) this.onBroken();
      resetting();
      return;
    }
    // Nothing was asked: a server that says something now is about to end the connection.
    if (!current) {
      this.onBroken();
      return;
    }
    const step = current.steps.shift();
    if (step) this.answered(current, step, reply);
    else this.finally(current, reply);
  }

  /** One of the replies before the body. In a group the rest of the replies come too, whatever this one says. */
  private answered(current: Transaction, { phase }: Step, reply: string): void {
    const good = phase === 'data' ? reply.startsWith('3') : reply.startsWith('2');
    if (!good) current.refused ??= { ended: 'refused', phase, reply };
    if (isClosing(reply)) {
      this.end(current, current.refused ?? { ended: 'refused', phase, reply }, true);
      return;
    }
    const [next] = current.steps;
    if (phase === 'data' && good) {
      // The server takes a body for a mail it refused: an empty one ends that (RFC 2920 §3.1).
      if (current.refused) this.socket.write(END);
      else void this.body(current);
      return;
    }
    if (!next || (current.refused && !this.offered.pipelining)) {
      if (current.refused) this.end(current, current.refused, false);
      return;
    }
    current.phase = next.phase;
    if (!this.offered.pipelining) this.tell(next.command);
  }

  private async body(current: Transaction): Promise<void> {
    current.phase = 'body';
    const safe = stuffed(current.mail);
    for (let at = 0; at < safe.length && this.current === current; at += PIECE) {
      const last = at + PIECE >= safe.length;
      const piece = safe.subarray(at, at + PIECE);
      if (last) current.bodyEnded = true;
      if (!this.socket.write(piece) && !last) {
        await new Promise<void>((resolve) => {
          const go = () => {
            this.socket.off('drain', go).off('close', go);
            resolve();
          };
          this.socket.on('drain', go).on('close', go);
        });
      }
    }
  }

  /** The reply to the final dot, or one that came before it. */
  private finally(current: Transaction, reply: string): void {
    if (current.refused) {
      this.end(current, current.refused, !/^[45]/.test(reply));
      return;
    }
    if (/^[45]/.test(reply)) {
      // In the middle of a body nothing else can be said on this connection.
      this.end(current, { ended: 'refused', phase: 'body', reply }, !current.bodyEnded || isClosing(reply));
    } else if (current.bodyEnded && reply.startsWith('2')) {
      this.end(current, { ended: 'accepted', reply }, false);
    } else {
      const cause = `the server answered before the end: ${reply}`;
      this.end(current, { ended: 'unanswered', cause }, true);
    }
  }

  private end(current: Transaction, ended: HandOver, broken: boolean): void {
    this.current = undefined;
    if (broken) this.onBroken();
    current.resolve(ended);
  }

  private reset(): Promise<void> {
    return new Promise((resolve) => {
      this.resetting = resolve;
      this.tell('RSET\r\n');
    });
  }

  private tell(commands = ''): void {
    this.socket.write(commands, 'utf8');
  }
}

/** Whether an address needs a server with SMTPUTF8 (RFC 6531). */
export function isInternational(address: string): boolean {
  return /[^\0-\x7f]/.test(address);
}

/** 421: the server ends the connection, whatever it answers (RFC 5321 §4.2). */
function isClosing(reply: string): boolean {
  return reply.startsWith('421');
}

function lineOf(parts: readonly string[]): string {
  const line = parts.filter((part) => part !== '').join(' ');
  if (/[\r\n\0]/.test(line)) throw new Error('an address with a line break reached the dialogue');
  return `${line}\r\n`;
}

/** The body as it goes over the wire, with its end (RFC 5321 §4.5.2). */
function stuffed(mail: Buffer): Buffer {
  const safe = isSafe(mail)
    ? mail
    : Buffer.from(
        mail
          .toString('latin1')
          .replace(/\r\n|\r|\n/g, '\r\n')
          .replace(/^\./gm, '..'),
        'latin1',
      );
  return Buffer.concat([safe, safe.at(-1) === LF ? END : LINE_AND_END]);
}

/**
 * Whether nothing stands in a body that must not as it is: a bare CR or LF (they hide an end of the data), a dot at a
 * line's beginning. Line by line over the bytes: an expression over a text of them takes several times as long.
 */
function isSafe(mail: Buffer): boolean {
  if (mail[0] === DOT) return false;
  let from = 0;
  for (let end = mail.indexOf(LF); end >= 0; end = mail.indexOf(LF, from)) {
    if (mail[end - 1] !== CR || mail[end + 1] === DOT || mail.indexOf(CR, from) < end - 1) return false;
    from = end + 1;
  }
  return mail.indexOf(CR, from) < 0;
}

/** RFC 3461 §4: printable ASCII but `+` and `=`, the rest in hexadecimal. */
function xtext(text: string): string {
  return text.replace(
    /[^!-*,-<>-~]/g,
    (mark) => `+${mark.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}
