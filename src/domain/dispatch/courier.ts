import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { faultOf, Log } from '../../platform/config/log.js';
import { composeMail } from '../../platform/mail/compose-mail.js';
import { MailSigner } from '../../platform/mail/dkim/mail-signer.js';
import { MailIdentity } from '../../platform/mail/mail-identity.js';
import { Relay, type Loan } from '../../platform/mail/relay.js';
import { RelayUnreachable } from '../../platform/mail/smtp-session.js';
import { Aftermath } from './aftermath.js';
import type { ClaimedMessage } from './claim.store.js';
import { DispatchTally } from './dispatch-tally.js';
import { EnvelopeSender } from './envelope-sender.js';
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
    private readonly sender: EnvelopeSender,
    private readonly identity: MailIdentity,
    private readonly signer: MailSigner,
    private readonly tally: DispatchTally,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Works until the round has no more. At any moment at most one message of it is between its marker and its result. */
  async run(round: Round): Promise<void> {
    let loan: Loan | undefined;
    let last: LedgerResult | undefined;
    try {
      for (let message = await round.next(); message; message = await round.next()) {
        if (message.until && this.clock.now() >= message.until) {
          await this.record(this.returned(message));
          continue;
        }
        const mail = await this.compose(message);
        if (!mail) {
          await this.record(this.returned(message, UNCOMPOSED_MS));
          continue;
        }
        loan = await this.borrow(round, message, loan);
        if (!loan) return;
        const verdict = await this.mark(last, message);
        last = undefined;
        if (verdict !== 'marked') {
          if (verdict !== 'unknown') last = this.withheld(round, message, verdict);
          continue;
        }
        const sent = await this.send(round, loan, message, mail);
        loan = sent.loan;
        last = this.resultOf(round, message, sent.ending);
        if (!loan?.connection.usable) {
          loan?.release();
          loan = undefined;
        }
      }
    } finally {
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

  /** The mail, signed where this instance signs. */
  private async compose(message: PreparedMessage): Promise<Buffer | null> {
    try {
      const { to, pieces, slots, messageId } = message;
      const feedbackId = `${message.batchId}:${message.kind}:${message.scope}:${this.identity.senderId}`;
      const date = this.clock.now();
      const { from } = this.identity;
      const forRelay = this.identity.relayHeaders(messageId);
      const head = { from, to, messageId, feedbackId, date, forRelay };
      return await this.signer.sign(composeMail(pieces, head, slots), date);
    } catch (error) {
      this.log.error(
        { ...faultOf(error), kind: message.kind, messageId: message.id },
        'a message could not be composed',
      );
      return null;
    }
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

  private async send(round: Round, loan: Loan, message: PreparedMessage, mail: Buffer): Promise<Sent> {
    const envelope = { from: await this.sender.of(message.id), to: message.to.address };
    const worn = loan.connection.hasCarried;
    const ending = await loan.connection.send(envelope, mail);
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
    const result = { id: message.id, token: message.token, at: now, tried: true, ...meaning };
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

/** Whether the server ended the connection before it had the mail: by closing it, or by a 421 (RFC 5321 §3.8). */
function isEndOfConnection(ending: Ending): boolean {
  if (ending.ended === 'refused') return ending.phase !== 'body' && ending.reply.startsWith('421');
  return ending.ended === 'broken';
}
