import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { faultOf, Log } from '../../platform/config/log.js';
import { Relay, type Loan } from '../../platform/mail/relay.js';
import { RelayUnreachable } from '../../platform/mail/smtp-session.js';
import { Aftermath } from './aftermath.js';
import type { ClaimedMessage } from './claim.store.js';
import { ComposeParcel, type Parcel } from './compose-parcel.js';
import { DispatchTally } from './dispatch-tally.js';
import type { LaneKind } from './lane-kind.rules.js';
import { LedgerStore, type LedgerResult, type Verdict } from './ledger.store.js';
import { meaningOf, type Ending } from './message-result.rules.js';
import type { PreparedMessage } from './prepare-messages.js';
import type { PutOff } from './receiving-offices.js';

const RECORD_RETRY_MS = 250;
const RECORD_RETRY_MOST_MS = 5_000;

/** Where a courier takes its messages from. */
export interface Round {
  readonly urgent: boolean;
  readonly laneKind: LaneKind;
  /** The next message; undefined when there is no more, or the round is stopped. */
  next(): Promise<PreparedMessage | undefined>;
  /** A message to be made ready while another is on its way, where so many wait that nobody else could begin it. */
  ahead(): PreparedMessage | undefined;
  /** A message that was taken and is not begun. */
  putBack(message: PreparedMessage): void;
  /** Whether it was stopped: what is not begun goes back. */
  readonly isOver: boolean;
  /** Ends the round for everyone: the server cannot be reached, or will not have us. */
  stop(reason: string): void;
}

/** A mail that cannot be composed or signed is our own fault, never the recipient's: it waits for a worker that can, until it expires. */
const UNCOMPOSED_MS = 10 * 60_000;

/** How a message's handing-over ended, and the connection that is left for the next one. */
interface Sent {
  readonly ending: Ending;
  readonly loan: Loan | undefined;
}

/** One connection's work: marker, body, result, one message after another. */
@Injectable()
export class Courier {
  constructor(
    private readonly relay: Relay,
    private readonly ledger: LedgerStore,
    private readonly aftermath: Aftermath,
    private readonly composeParcel: ComposeParcel,
    private readonly tally: DispatchTally,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /**
   * Works until the round has no more. At any moment at most one message of it is between its marker and its result; the
   * next one is made ready meanwhile, so that the server can be told of it.
   */
  async run(round: Round): Promise<void> {
    let loan: Loan | undefined;
    let last: LedgerResult | undefined;
    /** The next one, not begun. */
    let parcel: Parcel | undefined;
    try {
      for (;;) {
        parcel = await this.taken(round, parcel);
        if (!parcel) return;
        loan = await this.borrow(round, parcel.message, loan);
        const current: Parcel = parcel;
        parcel = undefined;
        if (!loan) return;
        const marking = this.mark(last, current.message);
        last = undefined;
        parcel = await this.ahead(round);
        const verdict = await marking;
        if (verdict === 'marked') {
          const sent = await this.send(round, loan, current, parcel);
          loan = sent.loan;
          last = this.resultOf(round, current.message, sent.ending);
        } else if (verdict !== 'unknown') last = this.withheld(round, current.message, verdict);
        if (!loan || !isFreeFor(loan, parcel)) {
          loan?.release();
          loan = undefined;
        }
      }
    } finally {
      if (parcel) round.putBack(parcel.message);
      // In this order: else another message could leave by this connection while this one's end is not written down.
      if (last) await this.record(last);
      loan?.release();
    }
  }

  /** Records a result however long the database is away: without it the message would be in doubt. */
  async record(result: LedgerResult): Promise<void> {
    for (let wait = RECORD_RETRY_MS; ; wait = Math.min(wait * 2, RECORD_RETRY_MOST_MS)) {
      try {
        await this.ledger.record(result);
        return;
      } catch (error) {
        this.log.warn(faultOf(error), 'a result could not be written yet');
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  }

  /** A message that goes back untouched, to be tried after a pause. */
  returned(message: ClaimedMessage, waitMs = 0): LedgerResult {
    return {
      ...this.plain(message, 'ready', null),
      tried: false,
      nextAttemptAt: waitMs === 0 ? null : new Date(this.clock.now().getTime() + waitMs),
    };
  }

  /** A message whose turn comes later. */
  putOff({ message, provider, at }: PutOff): LedgerResult {
    return { ...this.plain(message, 'ready', null), tried: false, nextAttemptAt: at, provider };
  }

  /** A message to a domain that takes no mail (RFC 7505). */
  unroutable(message: PreparedMessage): LedgerResult {
    this.aftermath.noteNullMx(message);
    return { ...this.plain(message, 'failed', 'recipient_gone'), reply: 'the domain has a null MX' };
  }

  /** A message that nobody can open: its keys are gone, or it was changed. */
  unreadable(message: ClaimedMessage): LedgerResult {
    return this.plain(message, 'failed', 'unreadable');
  }

  /** The message that was made ready ahead, unless its time is over; else the next of the round that can leave. */
  private async taken(round: Round, ahead: Parcel | undefined): Promise<Parcel | undefined> {
    if (ahead && round.isOver) round.putBack(ahead.message);
    else if (ahead && !this.isTooLate(ahead.message)) return ahead;
    else if (ahead) await this.record(this.returned(ahead.message));
    for (let message = await round.next(); message; message = await round.next()) {
      const parcel = await this.parcelOf(message);
      if (parcel) return parcel;
    }
    return undefined;
  }

  /** The next message, ready, where one is to hand. */
  private async ahead(round: Round): Promise<Parcel | undefined> {
    const message = round.ahead();
    return message && (await this.parcelOf(message));
  }

  /** Undefined for one that cannot leave now, which is then given back. */
  private async parcelOf(message: PreparedMessage): Promise<Parcel | undefined> {
    if (this.isTooLate(message)) {
      await this.record(this.returned(message));
      return undefined;
    }
    const parcel = await this.composeParcel.run(message);
    if (!parcel) await this.record(this.returned(message, UNCOMPOSED_MS));
    return parcel;
  }

  private isTooLate({ until }: PreparedMessage): boolean {
    return until !== undefined && this.clock.now() >= until;
  }

  /** The round's connection, made before any marker: an unreachable server leaves nothing in doubt. */
  private async borrow(
    round: Round,
    message: PreparedMessage,
    loan: Loan | undefined,
  ): Promise<Loan | undefined> {
    if (loan) return loan;
    try {
      return await this.relay.borrow(round.urgent ? 'urgent' : 'bulk');
    } catch (error) {
      if (!(error instanceof RelayUnreachable)) throw error;
      const { phase, reply } = error;
      const ending: Ending = reply
        ? { ended: 'refused', phase, reply }
        : { ended: 'broken', phase, cause: error.message };
      await this.record(this.resultOf(round, message, ending));
      round.stop(`the mail server cannot be reached (${phase})`);
      return undefined;
    }
  }

  private async mark(last: LedgerResult | undefined, message: PreparedMessage): Promise<Verdict | 'unknown'> {
    const { id, token, addressKeys } = message;
    try {
      return await this.ledger.step(last, { id, token, addressKeys });
    } catch (error) {
      // Whether the commit happened is unknown; the body is withheld, so both results are safe to write again.
      this.log.warn(faultOf(error), 'a marker could not be written, its message is withheld');
      if (last) await this.record(last);
      await this.record(this.returned(message, 1_000));
      return 'unknown';
    }
  }

  private async send(
    round: Round,
    loan: Loan,
    { envelope, mail }: Parcel,
    following: Parcel | undefined,
  ): Promise<Sent> {
    const worn = loan.connection.hasCarried;
    const ending = await loan.connection.send(envelope, mail, following);
    if (!worn || !isEndOfConnection(ending)) return { ending, loan };
    // The server had enough of this connection (idle too long, so many messages): nothing was delivered, a fresh one takes
    // the same mail.
    try {
      const fresh = await this.relay.renew(loan, round.urgent ? 'urgent' : 'bulk');
      return { ending: await fresh.connection.send(envelope, mail), loan: fresh };
    } catch {
      return { ending, loan: undefined };
    }
  }

  private resultOf(round: Round, message: PreparedMessage, ending: Ending): LedgerResult {
    const now = this.clock.now();
    const meaning = meaningOf(ending, message, now, Math.random());
    this.aftermath.note(message, meaning);
    if (meaning.outcome === 'own_fault') round.stop('the mail server refuses us');
    // Written out: to spread an object and add to it makes several, and this is the end of every message.
    const result: LedgerResult = {
      id: message.id,
      token: message.token,
      state: meaning.state,
      outcome: meaning.outcome,
      at: now,
      tried: true,
      nextAttemptAt: meaning.nextAttemptAt,
      expiresAt: meaning.expiresAt,
      phase: meaning.phase,
      replyCode: meaning.replyCode,
      enhancedCode: meaning.enhancedCode,
      reply: meaning.reply,
      queueId: meaning.queueId,
    };
    this.tally.add(round.laneKind, result);
    return result;
  }

  private withheld(round: Round, message: PreparedMessage, verdict: Verdict): LedgerResult {
    const result = this.heldBack(message, verdict);
    this.tally.add(round.laneKind, result);
    return result;
  }

  private heldBack(message: PreparedMessage, verdict: Verdict): LedgerResult {
    if (verdict === 'suppressed') return { ...this.plain(message, 'suppressed', 'suppressed'), tried: false };
    if (verdict === 'cancelled') return { ...this.plain(message, 'cancelled', 'cancelled'), tried: false };
    return this.returned(message);
  }

  private plain(
    message: ClaimedMessage,
    state: LedgerResult['state'],
    outcome: LedgerResult['outcome'],
  ): LedgerResult {
    return { id: message.id, token: message.token, state, outcome, at: this.clock.now(), tried: true };
  }
}

/** Whether a connection can take this mail next, or any if there is none yet. */
function isFreeFor({ connection }: Loan, parcel: Parcel | undefined): boolean {
  if (!connection.usable) return false;
  return connection.announced === undefined || connection.announced === parcel?.envelope;
}

/** Whether the server ended the connection before it had the mail: by closing it, or by a 421 (RFC 5321 §3.8). */
function isEndOfConnection(ending: Ending): boolean {
  if (ending.ended === 'refused') return ending.phase !== 'body' && ending.reply.startsWith('421');
  return ending.ended === 'broken';
}
