import type { Envelope, SmtpPhase } from './hand-over.js';

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

/** One command before the body, with its line end. */
export interface Step {
  readonly phase: SmtpPhase;
  readonly command: string;
}

/** Sender, recipient and DATA for a mail of so many octets. Throws where an address has a line break. */
export function stepsOf({ from, to }: Envelope, size: number, offered: Extensions): Step[] {
  const { eightBit, size: sized, utf8, dsn } = offered;
  const international = isInternational(from) || isInternational(to);
  let mail = `MAIL FROM:<${from}>`;
  let rcpt = `RCPT TO:<${to}>`;
  if (international && utf8) mail += ' SMTPUTF8';
  if (eightBit) mail += ' BODY=8BITMIME';
  if (sized) mail += ` SIZE=${size}`;
  if (dsn) {
    // A report needs no copy of what was written to somebody (RFC 3461 §4.3).
    mail += international ? ' RET=HDRS' : ` RET=HDRS ENVID=${xtext(from)}`;
    rcpt += international ? ' NOTIFY=FAILURE,DELAY' : ` NOTIFY=FAILURE,DELAY ORCPT=rfc822;${xtext(to)}`;
  }
  return [
    { phase: 'mail', command: lineOf(mail) },
    { phase: 'rcpt', command: lineOf(rcpt) },
    { phase: 'data', command: 'DATA\r\n' },
  ];
}

/** Several commands as one group (RFC 2920). */
export function grouped(steps: readonly Step[]): string {
  let group = '';
  for (const { command } of steps) group += command;
  return group;
}

/** Whether an address needs a server with SMTPUTF8 (RFC 6531). */
export function isInternational(address: string): boolean {
  return /[^\0-\x7f]/.test(address);
}

/** 421: the server ends the connection, whatever it answers (RFC 5321 §4.2). */
export function isClosing(reply: string): boolean {
  return reply.startsWith('421');
}

/**
 * Whether a reply complains of a command that came before its time. RFC 2920 §3.1 lets a group begin with the end of a
 * body, and a server that offers PIPELINING has to take that; this is how one that does not says so.
 */
export function isOutOfTurn(reply: string, phase: SmtpPhase): boolean {
  if (phase === 'mail' && /^50[0-4]/.test(reply)) return true;
  return /^[45]\d\d\b[^]*(pipelin|synchroni[sz]|out of (turn|sequence|order))/i.test(reply);
}

function lineOf(line: string): string {
  if (/[\r\n\0]/.test(line)) throw new Error('an address with a line break reached the dialogue');
  return `${line}\r\n`;
}

/** RFC 3461 §4: printable ASCII but `+` and `=`, the rest in hexadecimal. */
function xtext(text: string): string {
  return text.replace(
    /[^!-*,-<>-~]/g,
    (mark) => `+${mark.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}
