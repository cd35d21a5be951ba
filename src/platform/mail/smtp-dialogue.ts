import type { Socket } from 'node:net';
import type { Envelope, HandOver, SmtpPhase, Upcoming } from './hand-over.js';
import { ReplyReader } from './reply-reader.js';
import { NO_BODY, WireRoom } from './smtp-body.js';
import { type Extensions, grouped, isClosing, isOutOfTurn, type Step, stepsOf } from './smtp-commands.js';

/** A large body goes in pieces, so that a broken connection is noticed before its end was handed over. */
const PIECE = 65_536;

/** What all connections to one server learn of it. */
export class GroupHabits {
  /** Whether it takes commands behind a body, as RFC 2920 says it must. */
  afterBody = true;

  constructor(
    private readonly onGivenUp: () => void = () => undefined,
    /** The reply to those commands is due with the body's own; a server that lost them never answers. */
    readonly lostAfterMs = 20_000,
  ) {}

  /** The server does not take them: no connection to it does that again. */
  giveUp(): void {
    if (this.afterBody) this.onGivenUp();
    this.afterBody = false;
  }
}

interface Transaction {
  readonly envelope: Envelope;
  /** Replies that are still to come before the body. */
  readonly steps: Step[];
  phase: SmtpPhase;
  refused: Extract<HandOver, { ended: 'refused' }> | undefined;
  /** Whether everything, the final dot too, was handed to the socket: only then a lost reply can mean a delivered mail. */
  bodyEnded: boolean;
  readonly announced: boolean;
  /** Of one that was announced and not sent yet: how it ended, or that the server asks for its body. */
  ahead: HandOver | 'body' | undefined;
  delivery: Delivery | undefined;
}

interface Delivery {
  readonly mail: Buffer;
  /** Let go as soon as it is announced, as a transaction lets go of its delivery: in a chain, one that the engine took for old would keep all that came after it. */
  following: Transaction | undefined;
  readonly resolve: (ended: HandOver) => void;
}

/**
 * One mail after another on a connection that is ready for them (RFC 5321 §3.3). Where the server takes commands in
 * groups (RFC 2920), sender, recipient and DATA go in one write, and those of the next mail behind the end of this one's
 * body: a mail is then one turn with the server instead of four. A mail's own body always waits to be asked for by `send`.
 */
export class SmtpDialogue {
  private readonly reader = new ReplyReader((reply) => {
    this.replied(reply);
  });
  private readonly room = new WireRoom();
  private current: Transaction | undefined;
  /** The one whose commands went behind the last body, until its mail is sent. */
  private opened: Transaction | undefined;
  private lost: NodeJS.Timeout | undefined;
  private resetting: (() => void) | undefined;
  private over = false;

  constructor(
    private readonly socket: Socket,
    private readonly offered: Extensions,
    private readonly habits: GroupHabits,
    /** The connection cannot be used any more; whoever owns it ends it. */
    private readonly onBroken: () => void,
  ) {
    socket.on('data', (chunk: Buffer) => {
      this.reader.take(chunk);
    });
  }

  /** Whether a mail is under way, or one was announced. */
  get busy(): boolean {
    return this.current !== undefined || this.opened !== undefined;
  }

  /** The envelope that was announced with the last mail; the connection can take no other. */
  get announced(): Envelope | undefined {
    return this.opened?.envelope;
  }

  /**
   * Sends one mail, and announces the `next` one where the server takes that. The connection is ready for it (or, without
   * one, for any), unless `onBroken` was called before this resolves.
   */
  async send(envelope: Envelope, mail: Buffer, next?: Upcoming): Promise<HandOver> {
    const ended = await new Promise<HandOver>((resolve) => {
      const delivery = { mail, following: next && this.following(next), resolve };
      if (this.opened) this.goOn(this.opened, envelope, delivery);
      else this.begin(transaction(envelope, stepsOf(envelope, mail.length, this.offered), delivery));
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
    this.opened = undefined;
    this.resetting = undefined;
    clearTimeout(this.lost);
    resetting?.();
    const resolve = current?.delivery?.resolve;
    if (!current || !resolve) return;
    if (current.refused) resolve(current.refused);
    else if (current.bodyEnded) resolve({ ended: 'unanswered', cause });
    else resolve({ ended: 'broken', phase: current.phase, cause });
  }

  private begin(current: Transaction): void {
    this.current = current;
    this.tell(this.offered.pipelining ? grouped(current.steps) : current.steps[0]?.command);
  }

  /** The mail that was announced is here. */
  private goOn(opened: Transaction, envelope: Envelope, delivery: Delivery): void {
    if (opened.envelope !== envelope) {
      const cause = 'another mail was announced to the server';
      this.onBroken();
      delivery.resolve({ ended: 'broken', phase: 'mail', cause });
      return;
    }
    this.opened = undefined;
    this.current = opened;
    opened.delivery = delivery;
    const { ahead } = opened;
    opened.ahead = undefined;
    if (ahead === 'body') void this.body(opened, delivery);
    else if (ahead) this.end(opened, ahead, false);
    else if (opened.phase === 'mail') {
      this.lost = setTimeout(() => {
        this.outOfTurn();
      }, this.habits.lostAfterMs);
    }
  }

  private replied(reply: string): void {
    const { resetting } = this;
    if (resetting) {
      this.resetting = undefined;
      if (!reply.startsWith('2')) this.onBroken();
      resetting();
      return;
    }
    const transaction = this.current ?? this.opened;
    // Nothing was asked: a server that says something now is about to end the connection.
    if (!transaction || transaction.ahead) {
      this.onBroken();
      return;
    }
    const step = transaction.steps.shift();
    if (step) this.answered(transaction, step, reply);
    else this.finally(transaction, reply);
  }

  /** One of the replies before the body. In a group the rest of the replies come too, whatever this one says. */
  private answered(transaction: Transaction, { phase }: Step, reply: string): void {
    const good = phase === 'data' ? reply.startsWith('3') : reply.startsWith('2');
    if (transaction.announced) {
      clearTimeout(this.lost);
      if (!good && isOutOfTurn(reply, phase)) {
        this.outOfTurn();
        return;
      }
    }
    if (!good) transaction.refused ??= { ended: 'refused', phase, reply };
    if (isClosing(reply)) {
      this.end(transaction, transaction.refused ?? { ended: 'refused', phase, reply }, true);
      return;
    }
    const [next] = transaction.steps;
    if (phase === 'data' && good) {
      if (transaction.refused) this.socket.write(NO_BODY);
      else if (transaction.delivery) void this.body(transaction, transaction.delivery);
      else transaction.ahead = 'body';
      return;
    }
    if (!next || (transaction.refused && !this.offered.pipelining)) {
      if (transaction.refused) this.end(transaction, transaction.refused, false);
      return;
    }
    transaction.phase = next.phase;
    if (!this.offered.pipelining) this.tell(next.command);
  }

  private async body(current: Transaction, delivery: Delivery): Promise<void> {
    current.phase = 'body';
    const following = this.habits.afterBody ? delivery.following : undefined;
    delivery.following = undefined;
    const commands = following ? grouped(following.steps) : '';
    const bytes = this.room.body(delivery.mail, commands);
    const end = bytes.length - Buffer.byteLength(commands);
    for (let at = 0; at < end && this.current === current; at += PIECE) {
      // What follows the dot goes in its piece: nothing of the mail may be over the wire whole and count as unfinished.
      const last = at + PIECE >= end;
      const piece = last ? bytes.subarray(at) : bytes.subarray(at, at + PIECE);
      if (last) {
        current.bodyEnded = true;
        this.opened = following;
      }
      if (!this.socket.write(piece) && !last) await this.drained();
    }
  }

  private drained(): Promise<void> {
    return new Promise((resolve) => {
      const go = () => {
        this.socket.off('drain', go).off('close', go);
        resolve();
      };
      this.socket.on('drain', go).on('close', go);
    });
  }

  private following({ envelope, mail }: Upcoming): Transaction | undefined {
    return this.offered.pipelining
      ? transaction(envelope, stepsOf(envelope, mail.length, this.offered))
      : undefined;
  }

  /** The reply to the final dot, or one that came before it. */
  private finally(current: Transaction, reply: string): void {
    if (current.refused) {
      this.end(current, current.refused, !/^[45]/.test(reply));
      return;
    }
    if (/^[45]/.test(reply)) {
      if (this.opened && isOutOfTurn(reply, 'body')) {
        this.current = undefined;
        this.outOfTurn();
        current.delivery?.resolve({ ended: 'broken', phase: 'body', cause: reply });
        return;
      }
      // In the middle of a body nothing else can be said on this connection.
      this.end(current, { ended: 'refused', phase: 'body', reply }, !current.bodyEnded || isClosing(reply));
    } else if (current.bodyEnded && reply.startsWith('2')) {
      this.end(current, { ended: 'accepted', reply }, false);
    } else {
      const cause = `the server answered before the end: ${reply}`;
      this.end(current, { ended: 'unanswered', cause }, true);
    }
  }

  /** The server lost what came behind a body, or complains of it: no connection to it does that again. */
  private outOfTurn(): void {
    this.habits.giveUp();
    this.onBroken();
  }

  private end(transaction: Transaction, ended: HandOver, broken: boolean): void {
    const { delivery } = transaction;
    transaction.delivery = undefined;
    if (this.current === transaction) this.current = undefined;
    if (!delivery) transaction.ahead = ended;
    if (broken) this.onBroken();
    delivery?.resolve(ended);
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

function transaction(envelope: Envelope, steps: Step[], delivery?: Delivery): Transaction {
  const announced = delivery === undefined;
  return {
    envelope,
    steps,
    phase: 'mail',
    refused: undefined,
    bodyEnded: false,
    announced,
    ahead: undefined,
    delivery,
  };
}
