import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Socket } from 'node:net';
import type { Upcoming } from '../../../src/platform/mail/hand-over.js';
import { relaySettings } from '../../../src/platform/mail/relay-settings.js';
import { GroupHabits, SmtpDialogue } from '../../../src/platform/mail/smtp-dialogue.js';
import { SmtpSession } from '../../../src/platform/mail/smtp-session.js';
import { eventually } from '../../support/eventually.js';
import type { SinkPhase } from '../../support/sink-behaviour.js';
import { smtpSink, type SmtpSink } from '../../support/smtp-sink.js';

let sink: SmtpSink;
let session: SmtpSession;

beforeEach(async () => {
  sink = await smtpSink();
});

afterEach(async () => {
  session.close();
  await sink.close();
});

/** Mails by their numbers, each always the same object, as the connection wants it. */
function mails(): (number: number) => Upcoming {
  const made = new Map<number, Upcoming>();
  return (number) => {
    const known = made.get(number);
    if (known) return known;
    const envelope = { from: 'vigil@example.org', to: `person${number}@example.net` };
    const mail = { envelope, mail: Buffer.from(`Message-ID: <m${number}@example.org>\r\n\r\na line\r\n`) };
    made.set(number, mail);
    return mail;
  };
}

/** Opens a connection and sends two mails; with the second one a third was announced. */
async function announced(habits = new GroupHabits()) {
  session = await SmtpSession.open(relaySettings(sink.url), 'vigil.example.org', habits);
  const of = mails();
  const send = (number: number, next?: number) => {
    const { envelope, mail } = of(number);
    return session.send(envelope, mail, next === undefined ? undefined : of(next));
  };
  const first = await send(1, 2);
  const second = await send(2, 3);
  return { send, of, first, second, habits };
}

const taken = () => sink.mails.map(({ messageId }) => messageId.replace(/^<m|@.*$/g, ''));
const heard = (to: number) => sink.commands.some((line) => line.startsWith(`RCPT TO:<person${to}@`));

describe('the next mail', () => {
  it('is announced behind the body of one, from the second of a connection on, and sent only when it is asked for', async () => {
    const { send, of, second } = await announced();
    expect(second).toMatchObject({ ended: 'accepted' });
    expect(session.announced).toBe(of(3).envelope);
    await eventually(() => heard(3));
    expect(taken()).toEqual(['1', '2']);
    expect(await send(3)).toMatchObject({ ended: 'accepted' });
    expect(taken()).toEqual(['1', '2', '3']);
    expect(session.announced).toBeUndefined();
    expect(session.usable).toBe(true);
  });

  it('goes on and on that way, each mail once and whole', async () => {
    const { send } = await announced();
    for (let number = 3; number < 40; number += 1) {
      expect(await send(number, number + 1)).toMatchObject({ ended: 'accepted' });
    }
    expect(taken()).toEqual(Array.from({ length: 39 }, (_, at) => String(at + 1)));
    for (const { source, messageId } of sink.mails) {
      expect(source).toBe(`Message-ID: ${messageId}\r\n\r\na line\r\n`);
    }
  });

  it('that is withheld leaves nothing behind: the connection ends before its body', async () => {
    await announced();
    await eventually(() => heard(3));
    session.close();
    await eventually(() => sink.open() === 0);
    expect(taken()).toEqual(['1', '2']);
  });

  it('cannot be another one than was announced', async () => {
    const { send } = await announced();
    expect(await send(4)).toMatchObject({ ended: 'broken', phase: 'mail' });
    expect(session.usable).toBe(false);
    expect(taken()).toEqual(['1', '2']);
  });

  it('is not announced to a server that takes no groups, nor where it needs what the server lacks', async () => {
    sink.behave({ extensions: ['8BITMIME'] });
    await announced();
    expect(session.announced).toBeUndefined();
    expect(heard(3)).toBe(false);
    session.close();
    sink.behave({ extensions: ['PIPELINING'] });
    const { of } = await announced();
    const { envelope, mail } = of(3);
    await session.send(envelope, mail, { ...of(4), envelope: { ...envelope, to: 'андрис@example.net' } });
    expect(session.announced).toBeUndefined();
  });
});

describe('a server that refuses what was announced', () => {
  it('is told so when the mail is sent, and the connection serves the next', async () => {
    sink.behave({ rcpt: (to) => (to.startsWith('person3@') ? '550 5.1.1 nobody' : undefined) });
    const { send } = await announced();
    expect(await send(3, 4)).toMatchObject({ ended: 'refused', phase: 'rcpt', reply: '550 5.1.1 nobody' });
    expect(await send(4)).toMatchObject({ ended: 'accepted' });
    expect(taken()).toEqual(['1', '2', '4']);
  });

  it('because it had enough of the connection has not had the mail', async () => {
    sink.behave({ mailsPerConnection: 2 });
    const { send, habits } = await announced();
    await eventually(() => !session.usable);
    expect(await send(3)).toMatchObject({ ended: 'broken', phase: 'mail' });
    expect(habits.afterBody).toBe(true);
    expect(taken()).toEqual(['1', '2']);
  });
});

describe('a server that does not take commands behind a body', () => {
  it.each([
    ['because it loses them', 'loses', ['1', '2']],
    ['and complains of them', 'complains', ['1', '2']],
    ['and refuses the mail for them', 'refuses', ['1']],
  ] as const)('%s is not asked to again; no mail is lost or sent twice', async (_how, afterBody, has) => {
    sink.behave({ afterBody });
    let told = 0;
    const { send, second, habits } = await announced(new GroupHabits(() => (told += 1), 50));
    expect(second).toMatchObject(
      afterBody === 'refuses' ? { ended: 'broken', phase: 'body' } : { ended: 'accepted' },
    );
    expect(await send(3)).toMatchObject({ ended: 'broken', phase: 'mail' });
    expect(session.usable).toBe(false);
    expect(habits.afterBody).toBe(false);
    expect(taken()).toEqual(has);
    const again = await announced(habits);
    expect(session.announced).toBeUndefined();
    expect(await again.send(3)).toMatchObject({ ended: 'accepted' });
    expect(taken()).toEqual([...has, '1', '2', '3']);
    expect(told).toBe(1);
  });
});

/** Where the server dies after the third mail's body was begun: how the third and the fourth end, and what it has. */
const deaths: readonly [SinkPhase, object, string[]][] = [
  ['mid-body', { ended: 'unanswered' }, ['1', '2']],
  ['dot', { ended: 'unanswered' }, ['1', '2']],
  ['after-dot', { ended: 'unanswered' }, ['1', '2', '3']],
  ['mail', { ended: 'accepted' }, ['1', '2', '3']],
  ['rcpt', { ended: 'accepted' }, ['1', '2', '3']],
  ['data', { ended: 'accepted' }, ['1', '2', '3']],
];

describe('a connection with one mail under way and one announced', () => {
  it.each(deaths)('that ends at %s is known for what it was', async (dropAt, third, has) => {
    const { send } = await announced();
    await eventually(() => heard(3));
    sink.behave({ dropAt });
    expect(await send(3, 4)).toMatchObject(third);
    expect(await send(4)).toMatchObject({ ended: 'broken' });
    expect(taken()).toEqual(has);
  });
});

/** A line that takes one large write and no more: what comes after it waits. */
class StuckLine extends Socket {
  constructor(private readonly left: Buffer[]) {
    super();
  }

  override _read(): void {
    return;
  }

  override _write(chunk: Buffer | string, _encoding: BufferEncoding, done: () => void): void {
    this.left.push(Buffer.from(chunk));
    if (chunk.length < 200) done();
  }
}

describe('a large body', () => {
  it.each([65_536, 65_530, 65_420])(
    'that ends at octet %s is unanswered as soon as its dot has left',
    async (size) => {
      const left: Buffer[] = [];
      const socket = new StuckLine(left);
      const offered = { pipelining: true, eightBit: false, size: false, utf8: false, dsn: false };
      const dialogue = new SmtpDialogue(socket, offered, new GroupHabits(), () => undefined);
      const { envelope, mail } = mails()(1);
      const body = Buffer.alloc(size - 3, `${'a'.repeat(62)}\r\n`);
      body.write('\r\n', body.length - 2);
      const ended = dialogue.send(envelope, body, { envelope: { ...envelope }, mail });
      socket.push('250 sender\r\n250 recipient\r\n354 go on\r\n');
      await eventually(() => Buffer.concat(left).includes('\r\n.\r\n'));
      dialogue.broke('the line was cut');
      expect(await ended).toMatchObject({ ended: 'unanswered' });
    },
  );
});
